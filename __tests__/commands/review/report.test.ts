import { expect, it } from "vitest";
import type { Change } from "../../../commands/preview/changes";
import { attributeLines } from "../../../commands/review/attribute-lines";
import type { Danger } from "../../../commands/review/dangers/danger";
import { htmlOf } from "../../../commands/review/html";
import { commentLimit, markdownOf } from "../../../commands/review/markdown";
import { exitCodes, type Review, reviewOf } from "../../../commands/review/report";
import { sameDangers } from "../../../commands/review/same-changes";
import { axes } from "../../../commands/review/words";
import { fakeStack } from "../../support/fake-stacks";

const ids = ["dev", "stage", "prod"].flatMap((environment) =>
  ["security", "data"].map((layer) => `${environment}-${layer}`),
);

const change = (stack: string, address: string, more: Partial<Change> = {}): Change => {
  const [environment = "", layer = ""] = stack.split("-");
  return {
    place: { stack, environment, layer, address, path: `tables/${address}` },
    action: "update",
    attributes: [],
    ...more,
  };
};

function review(changes: readonly Change[], dangers: readonly Danger[] = [], errors: readonly string[] = []): Review {
  const subject = { kind: "revision", ref: "main", commit: "0123456789abcdef0123456789abcdef01234567" } as const;
  return reviewOf({ subject, stacks: ids.map((id) => fakeStack(id)), changes, dangers, errors });
}

const danger: Danger = {
  kind: "data",
  environment: "prod",
  stack: "prod-data",
  address: "aws_dynamodb_table.sessions",
  text: "Destroys a table",
  details: ["may now: `x` <script>alert(1)</script>"],
};

it("says in its verdict, and by the exit code, what a pipeline acts on", () => {
  const both = ({ verdict }: Review) => [verdict, exitCodes[verdict]];
  expect(both(review([]))).toEqual(["safe", 0]);
  expect(both(review([change("dev-data", "aws_sqs_queue.a")]))).toEqual(["changes", 2]);
  expect(both(review([change("dev-data", "aws_sqs_queue.a")], [danger]))).toEqual(["danger", 3]);
  expect(both(review([], [danger], ["does not plan"]))).toEqual(["error", 1]);
});

it("groups environments that change alike, and names what production changes untried", () => {
  const same = ["stage", "prod"].map((name) => change(`${name}-data`, "aws_sqs_queue.a"));
  const { alike, unlike } = review([...same, change("prod-data", "aws_sqs_queue.b")]);
  expect(alike).toEqual([["stage"], ["prod"]]);
  expect(unlike).toEqual(["update tables/aws_sqs_queue.b in prod-data"]);
  expect(review(same)).toMatchObject({ alike: [["stage", "prod"]], unlike: [] });
});

it("shows once what several environments change alike, and apart what differs", () => {
  const resized = (name: string, to: string) =>
    change(`${name}-data`, "aws_rds_cluster_instance.a", {
      source: "layers/data/relational.ts:44",
      attributes: [
        { name: "instance_class", before: `strata-${name}`, after: to, unknown: false, forcesReplacement: false },
      ],
    });
  const text = review([resized("dev", "large"), resized("stage", "large"), resized("prod", "xlarge")]);
  expect(text.groups).toEqual([["dev-data", "stage-data"], ["prod-data"]]);
  for (const report of [markdownOf(text), htmlOf(text)]) {
    expect(report).toContain("data in dev and stage: 1 to change each");
    expect(report).toContain("prod-data: 1 to change");
    expect(report).toContain("layers/data/relational.ts:44");
    expect(report).not.toContain("strata-stage");
  }
  const closed = (name: string): Danger => ({
    ...{ kind: "access", environment: name, stack: `${name}-data`, details: [] },
    text: `strata-${name}-worker may do more`,
  });
  expect(sameDangers([closed("dev"), closed("prod"), danger])).toMatchObject([
    { places: ["dev-data", "prod-data"], environments: ["dev", "prod"], namesOf: "dev" },
    { places: ["prod-data"], danger: { text: "Destroys a table" } },
  ]);
});

it("shows contracts with their readers, new roles with what they may do, and roles that may do less", () => {
  const both = {
    ...review([]),
    contracts: [{ stack: "prod-data", output: "table_arn", change: "changed", readers: ["prod-ai"] }],
    newRoles: [{ stack: "prod-data", address: "aws_iam_role.r", path: "r", name: "exporter", may: ["sqs:* on *"] }],
    narrowedRoles: [
      { stack: "prod-ai", address: "aws_iam_role.w", path: "w", name: "writer", mayNoLonger: ["sns:Publish on *"] },
    ],
  } satisfies Review;
  for (const report of [markdownOf(both), htmlOf(both)]) {
    expect(report).toContain("prod-data table_arn comes from something else; read by prod-ai");
    expect(report).toMatch(/exporter[\s\S]*may[\s\S]*sqs:\* on \*/);
    expect(report).toMatch(/Roles that may do less[\s\S]*writer[\s\S]*may no longer[\s\S]*sns:Publish on \*/);
  }
});

it("orders environments by tier", () => {
  const parts = { subject: { kind: "drift", target: "AWS" }, changes: [], dangers: [], errors: [] } as const;
  const stacks = ["prod", "dr", "stage", "dev"].map((name) => fakeStack(`${name}-data`));
  expect(axes(reviewOf({ ...parts, stacks })).environments).toEqual(["dev", "stage", "prod", "dr"]);
});

it("begins the Markdown with the verdict, the table and the dangers", () => {
  const text = markdownOf(
    review(
      [change("dev-data", "aws_sqs_queue.a"), change("dev-data", "aws_sqs_queue.b", { action: "create" })],
      [danger],
    ),
  );
  expect(text.split("\n").slice(0, 11)).toEqual([
    "<!-- strata-review -->",
    "",
    "## Look at this before you approve: 1 danger; 1 to add, 1 to change",
    "",
    "In 1 of 6 stacks, against main (0123456789).",
    "",
    "|  | security | data |",
    "| --- | --- | --- |",
    "| dev | · | +1 ~1 |",
    "| stage | · | · |",
    "| prod | · | · |",
  ]);
  expect(text).toContain(
    "- `prod-data aws_dynamodb_table.sessions`: Destroys a table\n  - `may now: 'x' <script>alert(1)</script>`",
  );
});

it("keeps Markdown within the limit of a comment and counts what it leaves out", () => {
  const attributes = Array.from({ length: 10 }, (_, index) => ({
    name: `argument_${index}`,
    before: "before ".repeat(20),
    after: "after ".repeat(20),
    unknown: false,
    forcesReplacement: false,
  }));
  const many = ids.flatMap((id) =>
    Array.from({ length: 50 }, (_, index) => change(id, `aws_sqs_queue.q${index}`, { attributes })),
  );
  const text = markdownOf(review(many, [danger]));
  expect(text.length).toBeLessThanOrEqual(commentLimit);
  expect(text).toContain("Destroys a table");
  expect(markdownOf(review(many, [danger]), 3000)).toMatch(/\d more sections are in the full report\./);
});

it("shows what has structure line by line: statements of policies, fields of JSON", () => {
  const document = (action: string) =>
    JSON.stringify({ Statement: [{ Sid: "Read", Effect: "Allow", Action: action, Resource: "*" }] });
  const attribute = { name: "policy", unknown: false, forcesReplacement: false };
  const lines = (before: unknown, after: unknown) =>
    attributeLines({ ...attribute, before, after })?.map(({ sign, text }) => `${sign} ${text}`);
  expect(lines(document("s3:GetObject"), document("s3:*"))).toEqual([
    "− Read allows s3:GetObject on *",
    "+ Read allows s3:* on *",
  ]);
  expect(lines([{ days: 7 }], [{ days: 1, on: true }])).toEqual(["~ 0.days: 7 → 1", "+ 0.on: true"]);
  expect(lines("a", "b")).toBeUndefined();
});

it("escapes in HTML what comes from the configuration", () => {
  const text = htmlOf(review([change("prod-data", "aws_dynamodb_table.sessions", { action: "delete" })], [danger]));
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).not.toContain("<script>alert");
  expect(text).not.toMatch(/(src|href)="https?:/);
});
