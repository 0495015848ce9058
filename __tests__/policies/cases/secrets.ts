import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";
import { type Resources, replicaKey } from "./followed";

const outsiders = (account: string, operator = "StringNotEquals") =>
  policy({
    Effect: "Deny",
    Principal: "*",
    Action: "secretsmanager:*",
    Resource: "*",
    Condition: { [operator]: { "aws:PrincipalAccount": account } },
  });
const secret = (block: Block, others: Resources = {}): FakeStacks => ({
  "prod-security": { resources: { "aws_secretsmanager_secret.app": block, ...others } },
  "dr-security": { reads: { primary: "prod-security" }, resources: replicaKey },
});
const replica = [{ region: "us-west-2", kms_key_id: "a key" }];

export const secrets = casesOf("STRATA032", [
  {
    name: "no policy and no replica",
    stacks: secret({}),
    finds: ["no policy refuses other accounts", "has no replica in us-west-2"],
  },
  {
    name: "a policy that refuses the account itself's friends only, a replica under the key of AWS",
    stacks: secret({ policy: outsiders("111122223333"), replica: [{ region: "us-west-2" }] }),
    finds: ["no policy refuses other accounts", "its replica in us-west-2 names no key"],
  },
  {
    name: "a policy that refuses the account's own",
    stacks: secret({ policy: outsiders("777788889999", "StringEquals"), replica }),
    finds: ["no policy refuses other accounts"],
  },
  {
    name: "an inline policy or a separate one, and a secret that no environment recovers",
    stacks: {
      ...secret(
        { replica },
        {
          "aws_secretsmanager_secret_policy.app": {
            secret_arn: "${aws_secretsmanager_secret.app.arn}",
            policy: outsiders("777788889999"),
          },
        },
      ),
      "dev-security": { resources: { "aws_secretsmanager_secret.app": { policy: outsiders("111122223333") } } },
    },
    finds: [],
  },
]);
