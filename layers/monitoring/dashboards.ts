import { Dashboard, type DashboardRow, type GraphWidget } from "../../modules/dashboards/dashboard";
import type { LayerStack } from "../../platform/layer-stack";
import { alarmKinds } from "./alarms/kinds";
import { type AlarmLayer, alarmLayers } from "./alarms/layers";
import { type AlarmKind, type AlarmRow, thresholdOf } from "./alarms/table";
import type { MonitoringEnvironment } from "./config";
import { regionOf } from "./elsewhere";
import type { DisplayFoundation, MonitoringFoundation } from "./foundation";

/** A dashboard for each layer, with what its alarms watch, and one for the platform, with the state of all alarms. */
export function buildDashboards(stack: LayerStack<MonitoringEnvironment>, foundation: DisplayFoundation): void {
  const { site, alarms } = foundation;
  const shown = alarmLayers
    .map((layer) => ({ layer, rows: rowsOf(foundation, layer) }))
    .filter(({ rows }) => rows.length > 0);
  for (const { layer, rows } of shown) new Dashboard(stack, `dashboard-${layer}`, { site, purpose: layer, rows });
  new Dashboard(stack, "dashboard-platform", {
    site,
    purpose: "platform",
    rows: [
      { title: "Layers", widgets: [{ kind: "alarms", title: "What pages", alarmArns: alarms.layers }] },
      ...(alarms.slos.length > 0
        ? [
            {
              title: "Objectives",
              widgets: [{ kind: "alarms", title: "Errors spent too fast", alarmArns: alarms.slos } as const],
            },
          ]
        : []),
      ...shown.map(({ layer, rows }) => ({
        title: layer,
        widgets: rows.flatMap(({ widgets }) => widgets.slice(0, 1)),
      })),
    ],
  });
}

function rowsOf(foundation: MonitoringFoundation, layer: AlarmLayer): readonly DashboardRow[] {
  return alarmKinds
    .filter((kind) => kind.layer === layer)
    .map((kind) => ({
      title: kind.kind.replaceAll("-", " "),
      widgets: kind.rows.map((row) => graph(foundation, kind, row)),
    }))
    .filter(({ widgets }) => widgets.some(({ lines }) => lines.length > 0));
}

function graph(foundation: MonitoringFoundation, kind: AlarmKind, row: AlarmRow): GraphWidget {
  const subjects = kind.subjects(foundation);
  const thresholds = new Set(subjects.map((subject) => thresholdOf(row, subject, foundation.environment.tier)));
  const [threshold] = thresholds;
  return {
    kind: "graph",
    title: `${row.metric} (${row.statistic})`,
    region: regionOf(kind, foundation),
    lines: subjects.flatMap(({ name, dimensions, others = [] }) =>
      [dimensions, ...others].map((each) => ({
        label: name,
        namespace: kind.namespace,
        name: row.metric,
        dimensions: { ...each, ...row.dimensions },
        statistic: row.statistic,
        periodSeconds: row.periodSeconds,
      })),
    ),
    threshold: thresholds.size === 1 && typeof threshold === "number" ? threshold : undefined,
  };
}
