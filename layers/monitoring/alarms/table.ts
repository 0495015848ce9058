import type { AlarmCondition, AlarmExpression, AlarmMetric } from "../../../modules/alarms/metric-alarm";
import type { Tier } from "../../../platform/environment";
import type { MonitoringFoundation } from "../foundation";
import type { Severity } from "../severities";
import type { AlarmLayer } from "./layers";

/** One thing that is watched, by the dimensions of its metrics. */
export interface Subject {
  /** As in "sessions"; part of the names of its alarms. */
  readonly name: string;
  readonly dimensions: Dimensions;
  /** Others that may have the metric in its place, one at a time: what all have is added. @default none */
  readonly others?: readonly Dimensions[];
  /** What its limits are, for thresholds that depend on them. */
  readonly limits?: Readonly<Record<string, number>>;
}

type Dimensions = Readonly<Record<string, string>>;

/** One row of the table: a metric, and when it is an alarm. */
export interface AlarmRow {
  /** As in "throttles"; last part of the name. */
  readonly name: string;
  readonly metric: string;
  readonly statistic: string;
  readonly periodSeconds: number;
  /** In the unit of the metric: one for all, by tier, or from the limits of the subject. */
  readonly threshold:
    | number
    | Readonly<Record<Tier, number>>
    | { readonly band: number }
    | ((limits: Readonly<Record<string, number>>) => number);
  readonly when: Omit<AlarmCondition, "threshold">;
  readonly severity: Severity;
  /** What it means: a sentence about the subject, in which `{name}` is the subject's name. */
  readonly means: string;
  /** Page below docs/runbooks, without its ending. */
  readonly runbook: string;
  /** Dimensions in addition to those of the subject. @default none */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** All alarms of one kind of resource. */
export interface AlarmKind {
  /** As in "table"; first part of the names. */
  readonly kind: string;
  readonly layer: AlarmLayer;
  readonly namespace: string;
  /** Whose region has the metrics: the edge is in us-east-1. @default that of the environment */
  readonly metricsOf?: "edge" | "primary";
  readonly subjects: (foundation: MonitoringFoundation) => readonly Subject[];
  readonly rows: readonly AlarmRow[];
}

/** The threshold of a row for a subject in a tier. */
export function thresholdOf(
  { threshold }: AlarmRow,
  { limits = {} }: Subject,
  tier: Tier,
): AlarmCondition["threshold"] {
  if (typeof threshold === "function") return threshold(limits);
  return typeof threshold === "number" || "band" in threshold ? threshold : threshold[tier];
}

/** The metric of a row for a subject. */
export function metricOf({ namespace }: AlarmKind, row: AlarmRow, subject: Subject): AlarmMetric | AlarmExpression {
  const of = (dimensions: Dimensions): AlarmMetric => ({
    namespace,
    name: row.metric,
    dimensions: { ...dimensions, ...row.dimensions },
    statistic: row.statistic,
    periodSeconds: row.periodSeconds,
  });
  const { dimensions, others = [] } = subject;
  if (others.length === 0) return of(dimensions);
  const metrics = Object.fromEntries([dimensions, ...others].map((each, index) => [`m${index + 1}`, of(each)]));
  const expression = Object.keys(metrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return { expression, label: row.metric, metrics };
}

/** Any at all, in one period. */
export const atOnce = { comparison: ">", periods: 1, missing: "notBreaching" } as const;

/** In most of the last periods: a spike is none. */
export const sustained = { comparison: ">", periods: 5, breaching: 3, missing: "notBreaching" } as const;
