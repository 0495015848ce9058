import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import { findingsOf, pointingAt, valuesAt } from "../platform";
import { followersOf } from "../recovery";
import { parseStatements, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** Whether a statement refuses everybody who is not of the account. */
function refusesStrangers({ allows, principals, conditions }: Statement, account: string): boolean {
  const outside = conditions.some(
    ({ operator, key, values }) =>
      /^StringNot(Equals|Like)(IfExists)?$/.test(operator) &&
      key === "aws:principalaccount" &&
      values.includes(account),
  );
  return !allows && outside && principals.some(({ id }) => id === "*");
}

function policyErrors(platform: Platform, secret: Resource): string[] {
  const apart = pointingAt(platform, secret, "aws_secretsmanager_secret_policy", "secret_arn");
  const policies = [secret, ...apart].map(({ block }) => parseStatements(block.policy) ?? []);
  const refuses = policies.flat().some((statement) => refusesStrangers(statement, secret.stack.account));
  return refuses ? [] : ["no policy refuses other accounts"];
}

/** The regions that a primary is recovered in: those of its followers' default providers. */
function recoveryRegions(followers: readonly LinkedStack[]): string[] {
  const own = followers.flatMap(({ resources }) => [...resources.values()]);
  return [...new Set(own.filter(({ block }) => block.provider === undefined).map(({ region }) => region))];
}

function replicaErrors(secret: Resource, followers: readonly LinkedStack[]): string[] {
  const replicas = valuesAt(secret.block, "replica") as Block[];
  return recoveryRegions(followers).flatMap((region) => {
    const replica = replicas.find((candidate) => candidate.region === region);
    if (!replica) return [`has no replica in ${region}, where another environment recovers this one`];
    return replica.kms_key_id === undefined ? [`its replica in ${region} names no key`] : [];
  });
}

export const secrets: Rule = {
  id: "STRATA032",
  title: "A secret is the account's own, and is there after a failover",
  severity: "high",
  control: "Well-Architected SEC02-BP03, REL13-BP02",
  cause:
    "A role that trusts another account would hand the secret out; without its replica nothing in the other region signs in.",
  fix: "Deny other accounts in the secret's policy, and replicate it to the region that recovers its environment.",
  check: (platform): Finding[] => {
    const followers = followersOf(platform);
    return findingsOf(platform, "aws_secretsmanager_secret", (secret) => [
      ...policyErrors(platform, secret),
      ...replicaErrors(secret, followers.get(secret.stack.environment) ?? []),
    ]);
  },
};
