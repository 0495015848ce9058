import type { MonitoringFoundation } from "../foundation";
import { aiQueueNames, queueNames } from "./queues";
import { aiFunctionTimeouts, functionTimeouts } from "./subjects";
import { type AlarmKind, atOnce, type Subject, sustained } from "./table";

/** Functions, by their purposes with the seconds that they may run. */
const functionsOf =
  (timeouts: (foundation: MonitoringFoundation) => Readonly<Record<string, number>>) =>
  (foundation: MonitoringFoundation): Subject[] =>
    Object.entries(timeouts(foundation)).map(([name, timeoutSeconds]) => ({
      name,
      dimensions: { FunctionName: foundation.site.names.of("lambda-function", name) },
      limits: { timeoutSeconds },
    }));

const queuesOf =
  (purposes: (foundation: MonitoringFoundation) => readonly string[]) =>
  (foundation: MonitoringFoundation): Subject[] =>
    purposes(foundation).map((name) => ({
      name,
      dimensions: { QueueName: foundation.site.names.of("sqs-queue", name) },
    }));

/** Lambda functions (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
const functions: AlarmKind = {
  kind: "function",
  layer: "application",
  namespace: "AWS/Lambda",
  subjects: functionsOf(functionTimeouts),
  rows: [
    {
      name: "errors",
      metric: "Errors",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: { sandbox: 5, nonproduction: 2, production: 1 },
      when: { ...sustained, comparison: ">=" },
      severity: "page",
      means: "Function {name} fails.",
      runbook: "function-fails",
    },
    {
      name: "throttles",
      metric: "Throttles",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "Lambda turns away calls of function {name}: too many run at a time.",
      runbook: "function-throttled",
    },
    {
      name: "duration",
      metric: "Duration",
      statistic: "p99",
      periodSeconds: 300,
      threshold: ({ timeoutSeconds = 900 }) => timeoutSeconds * 800,
      when: { ...sustained, periods: 3 },
      severity: "ticket",
      means: "One run in a hundred of function {name} takes more than 80 % of its timeout.",
      runbook: "function-fails",
    },
  ],
};

/** Queues (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html). */
const deadLetters: AlarmKind = {
  kind: "dead-letters",
  layer: "application",
  namespace: "AWS/SQS",
  subjects: queuesOf((foundation) => queueNames(foundation).deadLetters),
  rows: [
    {
      name: "waiting",
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: 0,
      when: atOnce,
      severity: "ticket",
      means: "Queue {name} holds what could not be handled or delivered.",
      runbook: "dead-letters",
    },
  ],
};

/** Queues of work. */
const queues: AlarmKind = {
  kind: "queue",
  layer: "application",
  namespace: "AWS/SQS",
  subjects: queuesOf((foundation) => queueNames(foundation).work),
  rows: [
    {
      name: "age",
      metric: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: { sandbox: 3600, nonproduction: 1800, production: 900 },
      when: sustained,
      severity: "page",
      means: "Messages of queue {name} wait too long: what consumes it fails or is too slow.",
      runbook: "queue-backs-up",
    },
  ],
};

/** Functions and queues, by layer. */
export const functionAlarms: readonly AlarmKind[] = [
  functions,
  deadLetters,
  queues,
  { ...functions, layer: "ai", subjects: functionsOf(aiFunctionTimeouts) },
  { ...deadLetters, layer: "ai", subjects: queuesOf((foundation) => aiQueueNames(foundation).deadLetters) },
  { ...queues, layer: "ai", subjects: queuesOf((foundation) => aiQueueNames(foundation).work) },
];
