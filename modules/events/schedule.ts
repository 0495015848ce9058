import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { EncryptedQueue } from "../queues/encrypted-queue";
import { sendMessages } from "../queues/grants";

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
  /** Key of the schedule, and of the queue of starts that failed. */
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

/** Purpose of the queue of starts that failed. */
export function failedStarts(purpose: string): string {
  return `${purpose}-failed`;
}

/**
 * A schedule in a separate group, and the role that starts its target: no other group may use it. A start that fails is
 * tried again for an hour, and then goes to a queue.
 */
export function startOnSchedule(scope: Construct, props: ScheduleProps): void {
  const { site, purpose, description, target } = props;
  const { expression, kmsKeyArn, enabled = true } = props.timing;
  const { names, account, region } = site;
  const name = names.of("schedule", purpose);
  const rolePurpose = `start-${purpose}`;
  const group = new SchedulerScheduleGroup(scope, "schedule-group", { name });
  const failed = new EncryptedQueue(scope, "failed", {
    site,
    purpose: failedStarts(purpose),
    kmsKeyArn,
    // EventBridge Scheduler sends with the role of the schedule.
    publishers: { roleArns: [`arn:aws:iam::${account}:role/${names.of("iam-role", rolePurpose)}`] },
  });
  const start = new ServiceRole(scope, "start", {
    site,
    purpose: rolePurpose,
    description,
    service: "scheduler.amazonaws.com",
    sourceArn: `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`,
    statements: [
      ...target.statements,
      useKey({ sid: "ReadSchedule", actions: keyActions.read, keyArns: kmsKeyArn, region, through: "scheduler" }),
      ...sendMessages("FailedStarts", { arn: failed.arn, kmsKeyArn, region }),
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
      deadLetterConfig: { arn: failed.arn },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    },
    lifecycle: enabled ? undefined : { ignoreChanges: ["state"] },
    dependsOn: [start.policy, ...(target.after ?? [])],
  });
}
