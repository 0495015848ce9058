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
export function attachToVpc({ account, region }: SiteLocation, functionArn: string): PolicyStatement[] {
  return [
    { sid: "FindNetworkInterfaces", actions: describe, resources: "*" },
    // Lambda asks whether the role may delete any interface of the account before it makes the first.
    { sid: "MakeNetworkInterfaces", actions: change, resources: `arn:aws:ec2:${region}:${account}:*/*` },
    {
      sid: "RefuseCodeOfTheFunction",
      effect: "Deny",
      actions: [...describe, ...change],
      resources: "*",
      conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
    },
  ];
}

/** Whether any of the places has private addresses only, so that a function needs to be in the VPC to reach it. */
export function needsVpc(places: readonly Place[]): boolean {
  return places.some((place) => place === "brokers" || place === "cache" || place === "database");
}
