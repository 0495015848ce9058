import { expect, test } from "vitest";
import { runPlatformRules } from "../../commands/policy/platform-rules";
import type { Violation } from "../../commands/policy/violation";
import { readWaivers, waives } from "../../commands/policy/waivers";
import { today } from "../../commands/today";
import { variantStacks } from "../support/variants";

/** The environment of the repository that each variant is like: its waivers hold for the variant too. */
const likes: Readonly<Record<string, string>> = {
  cold: "prod",
  colddr: "dr",
  lone: "dev",
  pilot: "prod",
  pilotdr: "dr",
};

/** What a variant chooses, and an environment that chooses it waives. */
const chosen: readonly { readonly finding: string; readonly reason: string }[] = [
  {
    finding: "STRATA023 lone-data aws_elasticache_replication_group.cache",
    reason: "data.cache.engineVersion names a minor version: the file raises it, and AWS does not.",
  },
  {
    finding: "STRATA033 lone-data aws_dynamodb_table.table_events",
    reason: "billing.changesIndexes is for the one apply that changes the indexes.",
  },
  ...["lone", "pilot", "pilotdr"].map((variant) => ({
    finding: `STRATA045 ${variant}-application aws_lb_listener.mesh_pages_balancer`,
    reason:
      "VPC Lattice ends TLS. The load balancer is internal, and takes connections of Lattice's prefix list alone.",
  })),
];

const likeOf = (violation: Violation): Violation => {
  const like = likes[violation.environment] ?? expect.fail(`${violation.environment} is like no environment`);
  return { ...violation, environment: like, stack: `${like}-${violation.layer}` };
};

test("variants break no rule but as environments of the repository do, or as they choose", () => {
  const { waivers } = readWaivers(today());
  const { violations } = runPlatformRules(variantStacks());
  const left = violations.filter((violation) => !waivers.some((waiver) => waives(waiver, likeOf(violation))));
  expect(left.map(({ id, stack, address }) => `${id} ${stack} ${address}`).sort()).toEqual(
    chosen.map(({ finding }) => finding).sort(),
  );
});
