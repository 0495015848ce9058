import { areNeighbors, groupBy, isOn, resourcesOf, valuesAt } from "../platform";
import type { Finding, Platform, Resource, Rule } from "../types";

interface Setting {
  readonly type: string;
  /** What makes the setting needed where it stands. */
  readonly neededBy: readonly string[];
  /** What is wrong with the setting, if anything. */
  readonly fault: (setting: Resource) => string | undefined;
}

/** What a service takes from one setting of the region, made by whichever environment owns it. */
export const settings: readonly Setting[] = [
  {
    type: "aws_emr_block_public_access_configuration",
    neededBy: ["aws_emr_cluster"],
    fault: ({ block }) => {
      if (!isOn(block.block_public_security_group_rules)) return "block_public_security_group_rules is off";
      const ranges = valuesAt(block, "permitted_public_security_group_rule_range") as Resource["block"][];
      const open = ranges.filter(({ min_range, max_range }) => min_range !== 22 || max_range !== 22);
      const texts = open.map(({ min_range, max_range }) => `${String(min_range)} to ${String(max_range)}`);
      return texts.length > 0 ? `lets ports ${texts.join(", ")} be public` : undefined;
    },
  },
  {
    type: "aws_glue_data_catalog_encryption_settings",
    neededBy: ["aws_glue_catalog_database", "aws_glue_connection"],
    fault: () => undefined,
  },
];

function missing(platform: Platform, { type, neededBy }: Setting): Finding[] {
  const made = resourcesOf(platform, type);
  const needs = resourcesOf(platform, ...neededBy).filter(
    (resource) => !made.some((setting) => areNeighbors(setting, resource)),
  );
  // One finding for each place: the setting is missing once.
  const places = groupBy(needs, ({ stack, region }) => `account ${stack.account} in ${region}`);
  return [...places].flatMap(([place, [resource]]) =>
    resource ? [{ resource, detail: `${place} has no ${type}` }] : [],
  );
}

export const regionSettings: Rule = {
  id: "STRATA031",
  title: "What a service takes from its region is set there",
  severity: "high",
  control: "FSBP EMR.2; Well-Architected SEC08-BP02",
  cause:
    "The setting protects everything of its service in the region; without it each resource would have to do so itself.",
  fix: "Let the environment that owns the region make it (security.owns.region).",
  check: (platform) =>
    settings.flatMap((setting) => [
      ...missing(platform, setting),
      ...resourcesOf(platform, setting.type).flatMap((resource) => {
        const detail = setting.fault(resource);
        return detail === undefined ? [] : [{ resource, detail }];
      }),
    ]),
};
