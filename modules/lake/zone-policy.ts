import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { type BucketDenials, bucketDenials, deny, exceptServices } from "../storage/bucket-denials";
import { type ZoneType, zoneTypes } from "./zone-types";
import { functionPurpose, servicePurpose, writerTag } from "./zone-writers";

export interface ZonePolicyProps extends Pick<BucketDenials, "bucketArn" | "kmsKeyArn"> {
  readonly site: SiteLocation;
  readonly type: ZoneType;
  /** Name of the zone; that of the type where it is the type's main one. */
  readonly name: string;
  /** Names of roles that write, in addition to those the type names. */
  readonly moreWriters: readonly string[];
}

/** Folder that S3 delivers inventories to. */
export const inventoryPrefix = "inventory";

/** Who may put objects into a zone, and how: the statements of its bucket policy. */
export function zonePolicy(props: ZonePolicyProps): PolicyStatement[] {
  const { site, bucketArn, kmsKeyArn, type, name } = props;
  const { account } = site;
  // What all names of the environment start with, as in "strata-dev-".
  const prefix = site.names.of("iam-role", "");
  const { writers, people } = zoneTypes[type];
  const roles = [
    ...[...writers, ...restorers, ...workloads].map((purpose) => `${prefix}${purpose}`),
    ...people.map((persona) => `personas/${prefix}${persona}`),
    ...props.moreWriters,
  ];
  return [
    ...bucketDenials({ bucketArn, account, kmsKeyArn }),
    deny("RefuseOtherWriters", {
      actions: "s3:PutObject",
      resources: `${bucketArn}/*`,
      conditions: {
        ArnNotLike: { "aws:PrincipalArn": roles.map((role) => `arn:aws:iam::${account}:role/${role}`) },
        ...exceptServices,
      },
    }),
    deny("RefuseWorkloadsWithoutTag", {
      actions: "s3:PutObject",
      resources: `${bucketArn}/*`,
      conditions: {
        ArnLike: { "aws:PrincipalArn": workloads.map((purpose) => `arn:aws:iam::${account}:role/${prefix}${purpose}`) },
        StringNotEquals: Object.fromEntries(
          Object.entries(writerTag(name)).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
        ),
      },
    }),
    ...(type === "logs" ? [inventoryDelivery(bucketArn, account, `arn:aws:s3:::${prefix}*`)] : []),
  ];
}

/** Roles of AWS Backup: what they may bring back must not fail at the door. */
const restorers = ["backup-*"];

/** Roles of services and functions. Which of them write is decided by those who declare them, and shows in a tag. */
const workloads = [servicePurpose("*"), functionPurpose("*")];

function inventoryDelivery(bucketArn: string, account: string, sources: string): PolicyStatement {
  return {
    sid: "DeliverInventories",
    principal: { service: "s3.amazonaws.com" },
    actions: "s3:PutObject",
    resources: `${bucketArn}/${inventoryPrefix}/*`,
    conditions: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } },
  };
}
