import type { SiteLocation } from "../../platform/site";
import type { Place } from "../identity/access";
import type { PolicyStatement } from "../identity/policy-document";

const describe = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
const change = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * Lets Lambda attach a function to a VPC with the function's role, and denies the same to the function's code
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
export function attachToVpc(site: SiteLocation, functionArn: string): PolicyStatement[] {
  return forLambdaAlone(site, functionArn, { find: describe, make: change });
}

/**
 * Lets Lambda reach brokers in their VPC with the function's role, and denies the same to the function's code
 * (docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html).
 */
export function reachBrokers(site: SiteLocation, functionArn: string): PolicyStatement[] {
  return forLambdaAlone(site, functionArn, {
    find: [...describe, "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs"],
    make: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
  });
}

interface NetworkActions {
  readonly find: readonly string[];
  readonly make: readonly string[];
}

function forLambdaAlone(
  { account, region }: SiteLocation,
  functionArn: string,
  { find, make }: NetworkActions,
): PolicyStatement[] {
  return [
    { sid: "FindNetworkInterfaces", actions: find, resources: "*" },
    // Lambda asks whether the role may delete any interface of the account before it makes the first.
    { sid: "MakeNetworkInterfaces", actions: make, resources: `arn:aws:ec2:${region}:${account}:*/*` },
    {
      sid: "RefuseCodeOfTheFunction",
      effect: "Deny",
      actions: [...find, ...make],
      resources: "*",
      conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
    },
  ];
}

/** Whether any of the places has private addresses only, so that a function needs to be in the VPC to reach it. */
export function needsVpc(places: readonly Place[]): boolean {
  return places.some((place) => place === "brokers" || place === "cache" || place === "database");
}
