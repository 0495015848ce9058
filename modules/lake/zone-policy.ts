import type { Names } from "../../platform/names";
import type { PolicyStatement } from "../identity/policy-document";
import { type BucketDenials, bucketDenials, deny, exceptServices } from "../storage/bucket-denials";
import { type ZoneType, zoneTypes } from "./zone-types";

export interface ZonePolicyProps extends BucketDenials {
  readonly names: Names;
  readonly region: string;
  readonly type: ZoneType;
  /** Names of roles that write beside those the type names. */
  readonly moreWriters: readonly string[];
}

/** Folder that S3 delivers inventories to. */
export const inventoryPrefix = "inventory";

/** Who may put objects into a zone, and how: the statements of its bucket policy. */
export function zonePolicy(props: ZonePolicyProps): PolicyStatement[] {
  const { bucketArn, account, type } = props;
  // What all names of the environment start with, as in "strata-dev-".
  const prefix = props.names.of("iam-role", "");
  const writers = [
    ...[...zoneTypes[type].writers, ...restorers].map((purpose) => `${prefix}${purpose}`),
    ...props.moreWriters,
  ];
  return [
    ...bucketDenials(props),
    deny("RefuseOtherWriters", {
      actions: "s3:PutObject",
      resources: `${bucketArn}/*`,
      conditions: {
        ArnNotLike: { "aws:PrincipalArn": writers.map((name) => `arn:aws:iam::${account}:role/${name}`) },
        ...exceptServices,
      },
    }),
    ...logDeliveries(props),
    ...(type === "logs" ? [inventoryDelivery(bucketArn, account, `arn:aws:s3:::${prefix}*`)] : []),
  ];
}

/** Roles of AWS Backup: what they may bring back must not fail at the door. */
const restorers = ["backup-*"];

function logDeliveries({ bucketArn, account, region, type }: ZonePolicyProps): PolicyStatement[] {
  return zoneTypes[type].deliveries.flatMap(({ principal, source, checks }) => {
    const name = source.charAt(0).toUpperCase() + source.slice(1);
    const fromThisAccount = {
      principal: { service: principal },
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:${source}:${region}:${account}:*` },
      },
    };
    const deliver: PolicyStatement = {
      ...fromThisAccount,
      sid: `Deliver${name}`,
      actions: "s3:PutObject",
      resources: `${bucketArn}/*AWSLogs/${account}/*`,
    };
    const check: PolicyStatement = {
      ...fromThisAccount,
      sid: `CheckBefore${name}`,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: bucketArn,
    };
    return checks ? [deliver, check] : [deliver];
  });
}

function inventoryDelivery(bucketArn: string, account: string, sources: string): PolicyStatement {
  return {
    sid: "DeliverInventories",
    principal: { service: "s3.amazonaws.com" },
    actions: "s3:PutObject",
    resources: `${bucketArn}/${inventoryPrefix}/*`,
    conditions: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sources } },
  };
}
