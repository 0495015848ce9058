import { describe, expect, it } from "vitest";
import { matchesByTags, type TaggedResource } from "../../../commands/deploy/tagged-resources";
import { taggedTypes } from "../../../commands/deploy/tagged-types";
import { fakeStack } from "../../support/fake-stacks";
import { platformStacks } from "../../support/platform";

const stack = fakeStack("dev-network", {
  resources: {
    "aws_kms_key.lake": { tags: { Name: "alias/strata-dev-lake" } },
    "aws_kms_key.logs": { tags: { Name: "alias/strata-dev-logs" } },
    "aws_secretsmanager_secret.key": { tags: { Name: "signing-key" } },
    "aws_iam_role.reader": { name: "reader" },
  },
});
const found = (arn: string, Name?: string, region = "us-east-1"): TaggedResource => ({
  arn,
  region,
  tags: { tier: "sandbox", ...(Name !== undefined && { Name }) },
});
const key = (id: string, name: string, region = "us-east-1") =>
  found(`arn:aws:kms:${region}:111122223333:key/${id}`, name, region);

describe("what tags tell of lost resources", () => {
  it("is the id of a resource with the type, the region and the tags of one that no state knows", () => {
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:signing-key-AbCdEf";
    const matches = matchesByTags(
      stack,
      [
        key("1", "alias/strata-dev-lake"),
        key("2", "alias/strata-dev-logs"),
        key("3", "alias/strata-dev-lake", "us-west-2"),
        found("arn:aws:kms:us-east-1:111122223333:key/4"),
        { ...key("5", "alias/strata-dev-lake"), tags: { Name: "alias/strata-dev-lake", tier: "production" } },
        found("arn:aws:sns:us-east-1:111122223333:reader", "alias/strata-dev-lake"),
        found(secret, "signing-key"),
      ],
      new Map([["aws_kms_key.logs", "2"]]),
    );
    expect(matches).toEqual([
      {
        address: "aws_kms_key.lake",
        ids: ["1"],
        removals: ["aws kms schedule-key-deletion --key-id 1 --region us-east-1"],
      },
      {
        address: "aws_secretsmanager_secret.key",
        ids: [secret],
        removals: [`aws secretsmanager delete-secret --secret-id ${secret} --region us-east-1`],
      },
    ]);
  });

  it("are all of them where earlier runs were killed too, without those that a state knows", () => {
    const keys = ["1", "2", "3"].map((id) => key(id, "alias/strata-dev-lake"));
    const [match] = matchesByTags(stack, keys, new Map([["aws_kms_key.other", "2"]]));
    expect(match?.ids).toEqual(["1", "3"]);
  });

  it("tells resources of one type apart in every stack, in each region", () => {
    for (const { id, json } of platformStacks()) {
      const seen = Object.keys(taggedTypes).flatMap((type) =>
        Object.values(json.resource?.[type] ?? {}).map(
          ({ tags, provider }) => `${type} ${provider} ${JSON.stringify(tags)}`,
        ),
      );
      expect(new Set(seen).size, id).toBe(seen.length);
    }
  });
});
