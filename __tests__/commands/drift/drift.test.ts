import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { awsTarget } from "../../../commands/deploy/aws-target";
import type { Outcome } from "../../../commands/deploy/schedule";
import { readKnownDrift } from "../../../commands/drift/known-drift";
import { meant, reviewOfDrift } from "../../../commands/drift/run-drift";
import type { Change } from "../../../commands/preview/changes";
import { markdownOf } from "../../../commands/review/markdown";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const stack = fakeStack("prod-data", {
  resources: {
    "aws_lambda_alias.live": { name: "live", lifecycle: { ignore_changes: ["function_version", "tags"] } },
    "aws_iam_role.worker": { name: "worker" },
    "aws_iam_role_policy_attachment.worker": {
      role: "${aws_iam_role.worker.name}",
      policy_arn: "arn:aws:iam::1:policy/a",
    },
    "aws_cloudwatch_log_group.calls": { name: "calls", retention_in_days: 400 },
    "aws_dynamodb_table.notes": { name: "notes" },
    "aws_cloudwatch_metric_alarm.errors": {},
    "aws_sqs_queue_policy.work": {},
    "aws_security_group.db": {},
  },
});

type Values = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

function drifted(address: string, values: Values): Change {
  const attributes = Object.entries(values).map(([name, [before, after]]) => ({
    name,
    before,
    after,
    unknown: false,
    forcesReplacement: false,
  }));
  const place = { stack: "prod-data", environment: "prod", layer: "data", address };
  return { place, action: attributes.length > 0 ? "update" : "delete", attributes };
}

function reviewOf(...changes: Change[]) {
  const outcomes = new Map<string, Outcome<readonly Change[]>>([["prod-data", { state: "done", result: changes }]]);
  return reviewOfDrift({ selected: [stack], target: awsTarget() }, { outcomes }, readKnownDrift());
}

it("does not count what the configuration leaves to others, and what AWS itself changes", () => {
  const review = reviewOf(
    drifted("aws_lambda_alias.live", { function_version: ["1", "7"], tags_all: [{}, { a: "b" }] }),
    drifted("aws_iam_role.worker", { managed_policy_arns: [[], ["arn:aws:iam::1:policy/a"]] }),
  );
  expect(review).toMatchObject({ verdict: "safe", totals: { update: 0 } });
  expect(review.known.map(({ address, reason }) => `${address}: ${reason}`)).toEqual([
    "aws_lambda_alias.live: the configuration leaves it to others (ignore_changes)",
    "aws_iam_role.worker: shows the policies that separate resources attach to the role",
  ]);
  expect(markdownOf(review)).toContain("Known drift: 2");
});

it("counts what an attribute shows beyond the resources that make it", () => {
  const attached = (...arns: string[]) => drifted("aws_iam_role.worker", { managed_policy_arns: [[], arns] });
  expect(reviewOf(attached("arn:aws:iam::1:policy/a")).verdict).toBe("safe");
  expect(reviewOf(attached("arn:aws:iam::1:policy/a", "arn:aws:iam::aws:policy/AdministratorAccess")).verdict).toBe(
    "changes",
  );
  expect(reviewOf(drifted("aws_sqs_queue.other", { policy: ["", "{}"] })).verdict).toBe("changes");
});

it("takes another way to say nothing for no drift; a secret that differs is one", () => {
  const changes = [
    drifted("aws_iam_role.worker", {
      groups: [[{ types: null, all: true }], [{ types: [], all: true }]],
      note: ["", null],
    }),
    drifted("aws_iam_role.worker", { password: [undefined, undefined] }),
  ];
  expect(meant(changes).map(({ attributes }) => attributes.map(({ name }) => name))).toEqual([["password"]]);
});

it("counts a resource of which one attribute is not known, and one that is gone", () => {
  const review = reviewOf(
    drifted("aws_lambda_alias.live", { function_version: ["1", "7"], description: ["", "by hand"] }),
    drifted("aws_iam_role.worker", {}),
  );
  expect(review).toMatchObject({ verdict: "changes", totals: { update: 1, delete: 1 }, known: [] });
});

it.each<[string, Change, string]>([
  ["data", drifted("aws_dynamodb_table.notes", {}), "Is gone, with a table"],
  ["protection", drifted("aws_cloudwatch_metric_alarm.errors", {}), "Is gone: an alarm"],
  [
    "protection",
    drifted("aws_cloudwatch_log_group.calls", { retention_in_days: [400, 1] }),
    "retention_in_days goes from 400 to 1",
  ],
  [
    "network",
    drifted("aws_security_group.db", { ingress: [[{ from_port: 5432 }], [{ from_port: 5432 }, { from_port: 22 }]] }),
    "Has other rules in ingress than the state records",
  ],
  [
    "access",
    drifted("aws_sqs_queue_policy.work", {
      policy: ["111122223333", "*"].map((id) =>
        JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: id }, Action: "sqs:*", Resource: "*" }] }),
      ) as [string, string],
    }),
    "Its policy allows more than the state records",
  ],
])("names as a danger (%s) what somebody did by hand: %#", (kind, change, text) => {
  expect(reviewOf(change)).toMatchObject({ verdict: "danger", dangers: [{ kind, text }] });
});

it("reports a stack that cannot be read and compares the others", () => {
  const other = fakeStack("prod-ai");
  const outcomes = new Map<string, Outcome<readonly Change[]>>([
    ["prod-data", { state: "done", result: [drifted("aws_iam_role.worker", {})] }],
    ["prod-ai", { state: "failed", error: new Error("prod-ai: no credentials") }],
  ]);
  const review = reviewOfDrift({ selected: [stack, other], target: awsTarget() }, { outcomes }, []);
  expect(review).toMatchObject({ verdict: "error", errors: ["prod-ai: no credentials"], totals: { delete: 1 } });
});

it("refuses a registry entry without a reason or a source", () => {
  const file = join(temporaryFolder(), "known-drift.yaml");
  writeFileSync(file, "known:\n  - { types: [aws_sqs_queue], attributes: [policy], reason: because }\n");
  expect(() => readKnownDrift(file)).toThrow(/expected:\n.*says who changes it.*\n.*\n.*source/s);
});
