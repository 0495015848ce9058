import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";

export interface ScheduleProps {
  readonly site: Site;
  /** What is started, as in "quality-events"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  readonly timing: ScheduleTiming;
  readonly target: ScheduleTarget;
}

export interface ScheduleTiming {
  /** When it starts, as in "cron(0 4 * * ? *)", in UTC. */
  readonly expression: string;
  readonly kmsKeyArn: string;
  /** Whether it starts at all. One that rests is enabled in a failover, and plans leave it so. @default true */
  readonly enabled?: boolean;
}

export interface ScheduleTarget {
  readonly arn: string;
  /** Request, for targets that are calls of AWS. @default none */
  readonly input?: Readonly<Record<string, unknown>>;
  /** What starting it takes. */
  readonly statements: readonly PolicyStatement[];
  /** What has to be there before the schedule. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/** A schedule in a separate group, and the role that starts its target: no other group may use it. */
export function startOnSchedule(scope: Construct, props: ScheduleProps): void {
  const { site, purpose, description, target } = props;
  const { expression, kmsKeyArn, enabled = true } = props.timing;
  const { names, account, region } = site;
  const name = names.of("schedule", purpose);
  const group = new SchedulerScheduleGroup(scope, "schedule-group", { name });
  const start = new ServiceRole(scope, "start", {
    site,
    purpose: `start-${purpose}`,
    description,
    service: "scheduler.amazonaws.com",
    sourceArn: `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`,
    statements: [
      ...target.statements,
      useKey({ sid: "ReadSchedule", actions: keyActions.read, keyArns: kmsKeyArn, region, through: "scheduler" }),
    ],
  });
  new SchedulerSchedule(scope, "schedule", {
    name,
    groupName: group.name,
    description,
    scheduleExpression: expression,
    flexibleTimeWindow: { mode: "OFF" },
    state: enabled ? "ENABLED" : "DISABLED",
    kmsKeyArn,
    target: {
      arn: target.arn,
      roleArn: start.arn,
      input: target.input && JSON.stringify(target.input),
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    },
    lifecycle: enabled ? undefined : { ignoreChanges: ["state"] },
    dependsOn: [start.policy, ...(target.after ?? [])],
  });
}
