import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { type BucketDenials, bucketDenials, deny, exceptServices } from "../storage/bucket-denials";
import { type ZoneType, zoneTypes } from "./zone-types";

export interface ZonePolicyProps extends Pick<BucketDenials, "bucketArn" | "kmsKeyArn"> {
  readonly site: SiteLocation;
  readonly type: ZoneType;
  /** Names of roles that write beside those the type names. */
  readonly moreWriters: readonly string[];
}

/** Folder that S3 delivers inventories to. */
export const inventoryPrefix = "inventory";

/** Who may put objects into a zone, and how: the statements of its bucket policy. */
export function zonePolicy(props: ZonePolicyProps): PolicyStatement[] {
  const { site, bucketArn, kmsKeyArn, type } = props;
  const { account } = site;
  // What all names of the environment start with, as in "strata-dev-".
  const prefix = site.names.of("iam-role", "");
  const { writers, people } = zoneTypes[type];
  const roles = [
    ...[...writers, ...restorers].map((purpose) => `${prefix}${purpose}`),
    ...people.map((persona) => `personas/${prefix}${persona}`),
    ...props.moreWriters,
  ];
  return [
    ...bucketDenials({ bucketArn, account, kmsKeyArn }),
    deny("RefuseOtherWriters", {
      actions: "s3:PutObject",
      resources: `${bucketArn}/*`,
      conditions: {
        ArnNotLike: { "aws:PrincipalArn": roles.map((name) => `arn:aws:iam::${account}:role/${name}`) },
        ...exceptServices,
      },
    }),
    ...(type === "logs" ? [inventoryDelivery(bucketArn, account, `arn:aws:s3:::${prefix}*`)] : []),
  ];
}

/** Roles of AWS Backup: what they may bring back must not fail at the door. */
const restorers = ["backup-*"];

function inventoryDelivery(bucketArn: string, account: string, sources: string): PolicyStatement {
  return {
    sid: "DeliverInventories",
    principal: { service: "s3.amazonaws.com" },
    actions: "s3:PutObject",
    resources: `${bucketArn}/${inventoryPrefix}/*`,
    conditions: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } },
  };
}
