import type { Resource } from "../../synthesized/linked-stack";
import { groupBy, isOn, resourcesOf, valueAt, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

interface Setting {
  readonly type: string;
  /** How far it reaches. */
  readonly scope: "account" | "region";
  /** What makes the setting necessary for the resource. */
  readonly neededBy: readonly string[];
  /** What is wrong with the setting, if anything. */
  readonly error: (setting: Resource) => string | undefined;
}

/** The switches that keep the public out of buckets. */
export const publicSwitches = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** What a service takes from one setting of its account or region, made by whichever environment owns it. */
export const settings: readonly Setting[] = [
  {
    type: "aws_s3_account_public_access_block",
    scope: "account",
    neededBy: ["aws_s3_bucket"],
    error: ({ block }) => {
      const off = publicSwitches.filter((attribute) => !isOn(block[attribute]));
      return off.length > 0 ? `${off.join(", ")} is off` : undefined;
    },
  },
  {
    type: "aws_emr_block_public_access_configuration",
    scope: "region",
    neededBy: ["aws_emr_cluster"],
    error: ({ block }) => {
      if (!isOn(block.block_public_security_group_rules)) return "block_public_security_group_rules is off";
      const ranges = valuesAt(block, "permitted_public_security_group_rule_range") as Resource["block"][];
      const open = ranges.filter(({ min_range, max_range }) => min_range !== 22 || max_range !== 22);
      const texts = open.map(({ min_range, max_range }) => `${String(min_range)} to ${String(max_range)}`);
      return texts.length > 0 ? `lets ports ${texts.join(", ")} be public` : undefined;
    },
  },
  {
    type: "aws_glue_data_catalog_encryption_settings",
    scope: "region",
    neededBy: ["aws_glue_catalog_database", "aws_glue_connection"],
    error: () => undefined,
  },
  {
    type: "aws_bedrock_model_invocation_logging_configuration",
    scope: "region",
    neededBy: ["aws_bedrock_guardrail", "aws_bedrock_inference_profile", "aws_bedrockagent_agent"],
    error: ({ block }) => {
      if (valueAt(block, "logging_config.text_data_delivery_enabled") === false) return "leaves out texts";
      const places = ["cloudwatch_config.log_group_name", "s3_config.bucket_name"];
      const isSomewhere = places.some((place) => valueAt(block, `logging_config.${place}`) !== undefined);
      return isSomewhere ? undefined : "writes nowhere";
    },
  },
];

function placeOf({ stack, region }: Resource, scope: Setting["scope"]): string {
  return scope === "account" ? `account ${stack.account}` : `account ${stack.account} in ${region}`;
}

function missing(platform: Platform, { type, scope, neededBy }: Setting): Finding[] {
  const made = new Set(resourcesOf(platform, type).map((setting) => placeOf(setting, scope)));
  const places = groupBy(resourcesOf(platform, ...neededBy), (resource) => placeOf(resource, scope));
  // One finding for each place: the setting is missing once.
  return [...places].flatMap(([place, [resource]]) =>
    resource && !made.has(place) ? [{ resource, detail: `${place} has no ${type}` }] : [],
  );
}

export const serviceSettings: Rule = {
  id: "STRATA031",
  title: "What a service takes from its account or region is set there",
  severity: "high",
  control: "FSBP EMR.2, S3.1; Well-Architected SEC08-BP02",
  cause: "The setting protects everything of its service there; without it each resource would have to do so itself.",
  fix: "Let the environment that owns the account or the region make it (owns).",
  check: (platform) =>
    settings.flatMap((setting) => [
      ...missing(platform, setting),
      ...resourcesOf(platform, setting.type).flatMap((resource) => {
        const detail = setting.error(resource);
        return detail === undefined ? [] : [{ resource, detail }];
      }),
    ]),
};
