import { resourcesOf, valueAt } from "../platform";
import type { Rule } from "../types";
import { publicSwitches } from "./service-settings";

/** Where an access point says how far it lets the public in. AWS turns on what it does not say. */
export const publicBlocks = [
  { type: "aws_s3_access_point", attribute: "public_access_block_configuration" },
  { type: "aws_s3control_multi_region_access_point", attribute: "details.public_access_block" },
] as const;

export const accessPoints: Rule = {
  id: "STRATA035",
  title: "An access point keeps the public out",
  severity: "critical",
  control: "FSBP S3.19, S3.24",
  cause:
    "A policy that grants access to everyone then opens each bucket behind it, and you cannot turn the switch on later.",
  fix: "Leave the block of public access out, or turn all of its switches on.",
  check: (platform) =>
    publicBlocks.flatMap(({ type, attribute }) =>
      resourcesOf(platform, type).flatMap((resource) =>
        publicSwitches
          .filter((name) => valueAt(resource.block, `${attribute}.${name}`) === false)
          .map((name) => ({ resource, detail: `${name} is off` })),
      ),
    ),
};
