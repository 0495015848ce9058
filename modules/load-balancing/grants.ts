import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { movedTag } from "./moved-rule";

/**
 * Moves the requests of services between their target groups: changes listeners and rules with the tag of one of them, and no
 * others; sees weights, health and alarms, which IAM knows no resource for.
 */
export function moveRequests({ account, region }: SiteLocation, services: readonly string[]): PolicyStatement[] {
  const ofLoadBalancers = (type: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${type}/app/*`;
  return [
    {
      sid: "MoveRequests",
      actions: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
      resources: [ofLoadBalancers("listener"), ofLoadBalancers("listener-rule")],
      conditions: { StringEquals: { [`aws:ResourceTag/${movedTag}`]: services } },
    },
    {
      sid: "WatchRequests",
      actions: [
        "cloudwatch:DescribeAlarms",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetHealth",
        "tag:GetResources",
      ],
      resources: "*",
    },
  ];
}
