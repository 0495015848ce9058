import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { AlarmMetric } from "../alarms/metric-alarm";

export interface DashboardProps {
  readonly site: Site;
  /** What it shows, as in "data"; part of its name. */
  readonly purpose: string;
  /** From top to bottom. */
  readonly rows: readonly DashboardRow[];
}

/** Widgets next to each other. They share the width and wrap after four. */
export interface DashboardRow {
  readonly title: string;
  readonly widgets: readonly Widget[];
}

export type Widget = GraphWidget | AlarmsWidget;

export interface GraphWidget {
  readonly kind: "graph";
  readonly title: string;
  readonly lines: readonly (AlarmMetric & { readonly label: string })[];
  /** Of its metrics. @default that of the environment */
  readonly region?: string;
  /** Where its alarm goes off. @default no line */
  readonly threshold?: number;
}

export interface AlarmsWidget {
  readonly kind: "alarms";
  readonly title: string;
  readonly alarmArns: readonly string[];
}

/** A dashboard is 24 columns wide. */
const columns = 24;
const widgetsBeside = 4;
const height = 6;

/** Most metrics of a widget, and most widgets (AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html). */
const most = { lines: 500, widgets: 500 };

/** A dashboard from a grid of rows: this computes the columns. */
export class Dashboard extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { site, purpose, rows }: DashboardProps) {
    super(scope, id);
    this.name = site.names.of("dashboard", purpose);
    const widgets = placed(site.region, rows);
    if (widgets.length > most.widgets)
      throw new Error(`${this.name}: ${widgets.length} widgets, at most ${most.widgets}.`);
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: this.name,
      dashboardBody: JSON.stringify({ widgets }),
    });
  }
}

function placed(region: string, rows: readonly DashboardRow[]) {
  let y = 0;
  return rows.flatMap(({ title, widgets }) => {
    const heading = { type: "text", x: 0, y, width: columns, height: 1, properties: { markdown: `## ${title}` } };
    y += 1;
    const perRow = Math.min(widgetsBeside, widgets.length);
    const width = columns / Math.max(1, perRow);
    const all = widgets.map((widget, index) => ({
      ...contentOf(region, widget),
      x: (index % perRow) * width,
      y: y + Math.floor(index / perRow) * height,
      width,
      height,
    }));
    y += Math.ceil(widgets.length / Math.max(1, perRow)) * height;
    return [heading, ...all];
  });
}

function contentOf(region: string, widget: Widget) {
  const { title } = widget;
  if (widget.kind === "alarms") return { type: "alarm", properties: { title, alarms: widget.alarmArns } };
  if (widget.lines.length > most.lines) throw new Error(`${title}: more than ${most.lines} metrics.`);
  return {
    type: "metric",
    properties: {
      title,
      region: widget.region ?? region,
      view: "timeSeries",
      stacked: false,
      period: widget.lines[0]?.periodSeconds ?? 300,
      metrics: widget.lines.map(({ namespace, name, dimensions, statistic, periodSeconds, label }) => [
        namespace,
        name,
        ...Object.entries(dimensions).flat(),
        { label, stat: statistic, period: periodSeconds },
      ]),
      ...(widget.threshold !== undefined && {
        annotations: { horizontal: [{ label: "alarm", value: widget.threshold }] },
      }),
    },
  };
}
