import { describe, expect, test } from "vitest";
import { withOwnStatements } from "../../../commands/bootstrap/bucket-policy";
import { explainDenial } from "../../../commands/bootstrap/permission";
import { neededQuotas } from "../../../commands/bootstrap/quotas";
import { bootstrap } from "../../../commands/bootstrap/run";
import { creation } from "../../../commands/bootstrap/state-bucket";
import { loadEnvironments } from "../../../environments/load";

test("us-east-1 is no location constraint, every other region is one", () => {
  expect(creation({ bucket: "states", region: "us-east-1" }).CreateBucketConfiguration).toBeUndefined();
  expect(creation({ bucket: "states", region: "us-west-2" }).CreateBucketConfiguration).toEqual({
    LocationConstraint: "us-west-2",
  });
});

describe("the policy of the bucket", () => {
  const fresh = withOwnStatements(undefined, "states");

  test("refuses every request without TLS 1.2, on the bucket and on its objects", () => {
    expect(fresh.changed).toBe(true);
    const { Statement } = JSON.parse(fresh.document) as { Statement: Record<string, unknown>[] };
    for (const statement of Statement) {
      expect(statement).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::states", "arn:aws:s3:::states/*"],
      });
    }
    expect(Statement.map(({ Condition }) => Condition)).toEqual([
      { Bool: { "aws:SecureTransport": "false" } },
      { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    ]);
  });

  test("keeps what others wrote, and changes nothing the second time, whatever the order of parts", () => {
    const theirs = {
      Sid: "Audit",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "s3:Get*",
    };
    const joined = withOwnStatements(JSON.stringify({ Version: "2012-10-17", Statement: [theirs] }), "states");
    const { Statement } = JSON.parse(joined.document) as { Statement: Record<string, unknown>[] };
    expect(Statement).toContainEqual(theirs);
    expect(Statement).toHaveLength(3);

    const reversed = Statement.map((statement) => Object.fromEntries(Object.entries(statement).reverse()));
    const again = withOwnStatements(JSON.stringify({ Version: "2012-10-17", Statement: reversed }), "states");
    expect(again.changed).toBe(false);
  });

  test("is put right where somebody weakened a statement", () => {
    const weak = fresh.document.replace('"s3:*"', '"s3:GetObject"');
    expect(withOwnStatements(weak, "states")).toEqual({ document: fresh.document, changed: true });
  });
});

test("environments of one account and region share its quotas", () => {
  const [dev, stage] = loadEnvironments().filter(({ name }) => ["dev", "stage"].includes(name));
  if (!dev || !stage) throw new Error("expected dev and stage");
  const vcpu = (environments: Parameters<typeof neededQuotas>[0]) =>
    neededQuotas(environments).find(({ service }) => service === "emr-serverless")?.needed;
  expect(vcpu([dev])).toBe(dev.data.spark.maxVcpu);
  expect(vcpu([dev, stage])).toBe(dev.data.spark.maxVcpu + stage.data.spark.maxVcpu);
  const addresses = neededQuotas([{ ...stage, network: { ...stage.network, natPerAz: true } }]);
  expect(addresses.find(({ service }) => service === "ec2")?.needed).toBe(stage.zones.length);
});

test("a denied request lists every permission that the command needs", () => {
  const denied = Object.assign(new Error("not authorized to perform: kms:CreateKey"), {
    name: "AccessDeniedException",
  });
  expect(() => explainDenial(denied)).toThrow(/kms:CreateKey[\s\S]*s3:PutBucketPolicy[\s\S]*it continues/);
  const other = new Error("socket hang up");
  expect(() => explainDenial(other)).toThrow(other);
});

test("an unknown environment is refused before any request", async () => {
  await expect(bootstrap("production", false)).rejects.toThrow(
    'expected an environment (dev, stage, prod, dr), got "production"',
  );
});
