import { Construct } from "constructs";
import { startOnSchedule } from "../../modules/events/schedule";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import type { LayerStack } from "../../platform/layer-stack";
import { databaseIdentifier } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation } from "./foundation";

/** A call of AWS that EventBridge Scheduler makes. */
interface Call {
  readonly service: "eks" | "rds";
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly statement: PolicyStatement;
}

/** What is stopped, and how it starts again. */
interface Stoppable {
  readonly name: string;
  readonly stop: Call;
  readonly start: Call;
}

const purposeOf = (verb: "start" | "stop", what: string): string => `${verb}-${what}`;

/** Purposes of the schedules. None where nothing is stopped at night. */
export function nightPurposes(foundation: MonitoringFoundation): string[] {
  if (!foundation.environment.monitoring.cost.nights) return [];
  return stoppablesOf(foundation).flatMap(({ name }) => [purposeOf("stop", name), purposeOf("start", name)]);
}

/**
 * Stops what costs by the hour in the evening, and starts it on working mornings. Schedules make the calls: a budget could
 * stop single instances by their ids, and neither a cluster of Aurora nor nodes.
 */
export function buildNights(stack: LayerStack<MonitoringEnvironment>, foundation: MonitoringFoundation): void {
  const { site, environment, security } = foundation;
  const { nights } = environment.monitoring.cost;
  if (!nights) return;
  const schedule = (what: string, verb: "start" | "stop", expression: string, call: Call) =>
    startOnSchedule(new Construct(stack, `night-${verb}-${what}`), {
      site,
      purpose: purposeOf(verb, what),
      description: `${verb === "stop" ? "Stops" : "Starts"} the ${what} of a sandbox.`,
      timing: { expression, kmsKeyArn: security.streamsKeyArn },
      target: {
        // docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
        arn: `arn:aws:scheduler:::aws-sdk:${call.service}:${call.action}`,
        input: call.input,
        statements: [call.statement],
      },
    });
  for (const { name, stop, start } of stoppablesOf(foundation)) {
    schedule(name, "stop", `cron(0 ${nights.stopHourUtc} * * ? *)`, stop);
    schedule(name, "start", `cron(0 ${nights.startHourUtc} ? * MON-FRI *)`, start);
  }
}

function stoppablesOf({ site, environment }: MonitoringFoundation): Stoppable[] {
  const { names, account, region } = site;
  const identifier = databaseIdentifier({ site });
  const databaseCall = (action: "startDBCluster" | "stopDBCluster"): Call => ({
    service: "rds",
    action,
    input: { DbClusterIdentifier: identifier },
    statement: {
      sid: "OfTheDatabase",
      actions: `rds:${action[0]?.toUpperCase()}${action.slice(1)}`,
      resources: `arn:aws:rds:${region}:${account}:cluster:${identifier}`,
    },
  });
  const database = { name: "database", stop: databaseCall("stopDBCluster"), start: databaseCall("startDBCluster") };
  const { compute } = environment.application.kubernetes;
  if (compute.mode !== "node-groups") return [database];

  const clusterName = clusterNameOf(site);
  const group = names.of("eks-nodegroup", "general");
  const { min, max } = compute.nodes;
  const nodesCall = (size: number): Call => ({
    service: "eks",
    action: "updateNodegroupConfig",
    input: {
      ClusterName: clusterName,
      NodegroupName: group,
      ScalingConfig: { MinSize: size, DesiredSize: size, MaxSize: max },
    },
    statement: {
      sid: "OfTheNodes",
      actions: "eks:UpdateNodegroupConfig",
      resources: `arn:aws:eks:${region}:${account}:nodegroup/${clusterName}/${group}/*`,
    },
  });
  return [database, { name: "nodes", stop: nodesCall(0), start: nodesCall(min) }];
}
