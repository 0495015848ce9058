import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TerraformEvent } from "../../../commands/deploy/events";
import { refusedCreations, whatIsInTheWay } from "../../../commands/deploy/existing-resources";
import { iamTags, isNamedBy, namedArns } from "../../../commands/deploy/existing-tags";
import { explainExisting } from "../../../commands/deploy/explain-existing";
import { importIds } from "../../../commands/deploy/import-ids";
import { fakeStack } from "../../support/fake-stacks";

const stack = fakeStack("dev-security", {
  resources: {
    "aws_iam_role.own": { name: "own" },
    "aws_iam_role.theirs": { name: "theirs" },
    "aws_iam_role.secret": { name: "secret" },
    "aws_dynamodb_table.orders": { name: "orders" },
    "aws_dynamodb_table.elsewhere": { name: "elsewhere" },
    "aws_kms_key.lake": { tags: { Name: "alias/lake" } },
    "aws_kms_alias.lake": { name: "alias/lake" },
    "aws_route53_record.www": { name: "www" },
  },
});

/** What IAM and the Tagging API answer: role `own` and what follows have the tags of the stack. */
function answer(body: string): readonly [status: number, text: string] {
  const role = /RoleName=(\w+)/.exec(body)?.[1];
  if (role === "secret") return [403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"];
  const tag = role === "own" ? "<member><Key>tier</Key><Value>sandbox</Value></member>" : "";
  if (role !== undefined) {
    return [200, `<R><ListRoleTagsResult><Tags>${tag}</Tags></ListRoleTagsResult></R>`];
  }
  const tags = [{ Key: "tier", Value: "sandbox" }];
  const arn = (text: string) => ({ ResourceARN: `arn:aws:${text}`, Tags: [...tags] });
  const key = { ...arn("kms:us-east-1:111122223333:key/k-1"), Tags: [...tags, { Key: "Name", Value: "alias/lake" }] };
  const list = [arn("dynamodb:us-east-1:111122223333:table/orders"), arn("sns:us-east-1:111122223333:elsewhere"), key];
  return [200, JSON.stringify({ ResourceTagMappingList: list })];
}

async function destination() {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const [status, text] = answer(body);
      response.writeHead(status, { "content-type": text.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1" });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { account: "111122223333", settings: { endpoint, credentials: { accessKeyId: "x", secretAccessKey: "x" } } };
}

async function look(addresses: readonly string[], recorded: Record<string, string> = {}, underWay: string[] = []) {
  const situation = { destination: await destination(), recorded: new Map(Object.entries(recorded)), underWay };
  return whatIsInTheWay(stack, addresses, situation);
}

describe("a creation that AWS refuses because the resource exists", () => {
  const failed = (address: string, summary: string, action: "create" | "update" = "create"): TerraformEvent[] => [
    { kind: "failed", address, action },
    { kind: "diagnostic", diagnostic: { severity: "error", summary, address } },
  ];

  it.each([
    "creating IAM Role (x): operation error IAM: CreateRole, 409, EntityAlreadyExists: Role with name x already exists.",
    "creating Lambda Function (x): ResourceConflictException: Function already exist: x",
    "creating S3 Bucket (x): BucketAlreadyOwnedByYou: ",
    "creating S3 Bucket (x): BucketAlreadyExists",
    "creating DynamoDB Table (x): ResourceInUseException: Table already exists: x",
    "creating Security Group (x): InvalidGroup.Duplicate: The security group 'x' already exists for VPC 'y'",
    "creating Secrets Manager Secret (x): ResourceExistsException: The operation failed because the secret x exists",
  ])("is recognized by the error: %s", (summary) => {
    expect(refusedCreations(failed("aws_x.y", summary))).toEqual(["aws_x.y"]);
  });

  it("has a place that does not depend on which answer came first", () => {
    const events = ["aws_x.z", "aws_x.y"].flatMap((address) => failed(address, "creating X: already exists"));
    expect(refusedCreations(events)).toEqual(["aws_x.y", "aws_x.z"]);
  });

  it("is neither another error nor an update", () => {
    expect(refusedCreations(failed("aws_x.y", "creating IAM Role (x): AccessDenied"))).toEqual([]);
    expect(refusedCreations(failed("aws_x.y", "updating IAM Role (x): already exists", "update"))).toEqual([]);
  });
});

describe("a resource in the way of an apply", () => {
  it("is the platform's own with the tags of the stack, and belongs to others without them", async () => {
    expect(await look(["aws_iam_role.own", "aws_iam_role.theirs", "aws_iam_role.secret"])).toEqual([
      { address: "aws_iam_role.own", id: "own", own: true, reason: "it has the tags of dev-security" },
      {
        address: "aws_iam_role.theirs",
        id: "theirs",
        own: false,
        reason: "its tags are not those of dev-security (tier: expected sandbox, got none)",
      },
      {
        address: "aws_iam_role.secret",
        id: "secret",
        own: false,
        reason: "its tags cannot be read: grant iam:ListRoleTags",
      },
    ]);
  });

  it("is found by its type, its name and its tags outside of IAM", async () => {
    expect(await look(["aws_dynamodb_table.orders", "aws_dynamodb_table.elsewhere", "aws_kms_key.lake"])).toMatchObject(
      [
        { id: "orders", own: true },
        { id: "elsewhere", own: false, reason: "nothing of that name has the tags of dev-security" },
        { id: "k-1", own: true },
      ],
    );
  });

  it("is not looked at when the state holds it: there the apply got in its own way", async () => {
    expect(await look(["aws_iam_role.own"], { "aws_iam_role.own": "own" })).toEqual([]);
  });

  it("is the platform's own without tags only when an apply that was killed was creating it", async () => {
    const address = "aws_kms_alias.lake";
    expect(await look([address], {}, [address])).toMatchObject([{ address, id: "alias/lake", own: true }]);
    expect(await look([address])).toMatchObject([{ address, id: "alias/lake", own: false }]);
    // Tags that say otherwise count more.
    expect(await look(["aws_iam_role.theirs"], {}, ["aws_iam_role.theirs"])).toMatchObject([{ own: false }]);
  });
});

describe("what to do about it", () => {
  const adopted = (id: string) =>
    `    # environments/dev.yaml\n    adopted:\n      security:\n        aws_iam_role.own: ${JSON.stringify(id)}`;

  it("is another deploy for what is the platform's own", () => {
    const text = explainExisting(stack, [{ address: "aws_iam_role.own", id: "own", own: true, reason: "why" }], " --x");
    expect(text).toContain("why.\n  Deploy again: `npx strata deploy dev-security --x` imports it.");
    expect(text).toContain(adopted("own"));
  });

  it.each([
    ["own", "own"],
    [undefined, "<id>"],
  ])("is up to people for what is not, with the lines that import it: %s", (id, expected) => {
    const text = explainExisting(stack, [{ address: "aws_iam_role.own", id, own: false, reason: "why" }], "");
    expect(text).toContain("Nothing imports it by itself.");
    expect(text).not.toContain("npx strata deploy");
    expect(text).toContain(adopted(expected));
  });
});

it("knows the import id of every type whose tags it reads", () => {
  expect(Object.keys({ ...iamTags, ...namedArns }).filter((type) => !(type in importIds))).toEqual([]);
  expect(isNamedBy("arn:aws:s3:::a-bucket", "aws_s3_bucket", "a-bucket")).toBe(true);
  const queue = "https://sqs.us-east-1.amazonaws.com/1/jobs";
  expect(isNamedBy("arn:aws:sqs:us-east-1:1:jobs", "aws_sqs_queue", queue)).toBe(true);
  expect(isNamedBy("arn:aws:logs:us-east-1:1:log-group:/aws/x", "aws_cloudwatch_log_group", "/aws/x")).toBe(true);
  expect(isNamedBy("arn:aws:logs:us-east-1:1:log-group:/other/x", "aws_cloudwatch_log_group", "/aws/x")).toBe(false);
});
