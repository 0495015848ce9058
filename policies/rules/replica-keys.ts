import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import { resourcesOf, targetsOf, valueAt } from "../platform";
import { followersOf } from "../recovery";
import { parseStatements } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** What the policy of a key lets happen, in words that are the same in every region. */
function rightsOf({ block, region }: Resource): string {
  const statements = parseStatements(block.policy)?.map(({ label: _, ...rights }) => JSON.stringify(rights)) ?? [];
  return statements.sort().join("\n").replaceAll(region, "{region}");
}

function findingsOf(platform: Platform, key: Resource, followers: readonly LinkedStack[]): Finding[] {
  const environments = [...new Set(followers.map(({ environment }) => environment))];
  return environments.flatMap((environment): Finding[] => {
    // A primary may make a replica itself, where a service copies data from its side.
    const makers = [environment, key.stack.environment];
    const replicas = resourcesOf(platform, "aws_kms_replica_key").filter(
      ({ stack, block }) => makers.includes(stack.environment) && targetsOf(stack, block.primary_key_arn).includes(key),
    );
    if (replicas.length === 0) return [{ resource: key, detail: `${environment} has no replica of the key` }];
    return replicas
      .filter((replica) => rightsOf(replica) !== rightsOf(key))
      .map((resource) => ({
        resource,
        detail: `its policy grants other rights than that of ${key.stack.id} ${key.address}`,
      }));
  });
}

export const replicaKeys: Rule = {
  id: "STRATA008",
  title: "Every key of a primary environment has its like in the recovery region",
  severity: "high",
  control: "Well-Architected REL13-BP02",
  cause: "Data encrypted in the primary region can be copied to the recovery region, but cannot be read there.",
  fix: "Build the same classifications in both environments, and make the primary's keys multi-region.",
  check: (platform) => {
    const followers = followersOf(platform);
    return resourcesOf(platform, "aws_kms_key").flatMap((key) => {
      const following = followers.get(key.stack.environment);
      if (!following) return [];
      if (valueAt(key.block, "multi_region") !== true) {
        return [{ resource: key, detail: "is not multi-region, and another environment recovers this one" }];
      }
      return findingsOf(platform, key, following);
    });
  },
};
