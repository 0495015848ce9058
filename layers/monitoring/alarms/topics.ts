import { regionOf, topicElsewhere } from "../elsewhere";
import type { MonitoringFoundation } from "../foundation";
import { severities } from "../severities";
import { hasServices } from "./subjects";
import { type AlarmKind, type Subject, sustained } from "./table";

const subjectsOf = ({ site }: MonitoringFoundation, names: readonly string[]): Subject[] =>
  names.map((name) => ({ name, dimensions: { TopicName: site.names.of("sns-topic", name) } }));

/** Topics (docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html). */
const topics: AlarmKind = {
  kind: "topic",
  layer: "application",
  namespace: "AWS/SNS",
  subjects: (foundation) => {
    const { application } = foundation.environment;
    return subjectsOf(foundation, [
      ...severities.map((severity) => `notify-${severity}`),
      ...(hasServices(foundation) ? ["database-events"] : []),
      ...(application.delivery.engine === "codepipeline" ? ["delivery"] : []),
      ...(hasServices(foundation) ? Object.keys(application.events.topics) : []),
    ]);
  },
  rows: [
    {
      name: "undelivered",
      metric: "NumberOfNotificationsFailed",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: 0,
      when: sustained,
      severity: "ticket",
      means: "SNS could not deliver messages of topic {name}.",
      runbook: "dead-letters",
    },
  ],
};

/** Topics of this layer in other regions; those of the edge where the primary is there as well. */
const elsewhere = (metricsOf: "edge" | "primary"): AlarmKind => ({
  ...topics,
  layer: "recovery",
  metricsOf,
  subjects: (foundation) => {
    const region = regionOf({ metricsOf }, foundation);
    const isSame = metricsOf === "primary" && region === regionOf({ metricsOf: "edge" }, foundation);
    if (region === foundation.site.region || isSame) return [];
    return subjectsOf(
      foundation,
      severities.map((severity) => topicElsewhere(severity, region)),
    );
  },
});

export const topicAlarms: readonly AlarmKind[] = [topics, elsewhere("edge"), elsewhere("primary")];
