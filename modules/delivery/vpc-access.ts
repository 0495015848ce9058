import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";

/**
 * Lets CodeBuild attach a build to a VPC with the project's role
 * (docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html).
 */
export function attachBuildToVpc({ account, region }: SiteLocation): PolicyStatement[] {
  const networkInterfaces = `arn:aws:ec2:${region}:${account}:network-interface/*`;
  return [
    {
      sid: "FindNetwork",
      actions: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      resources: "*",
    },
    {
      sid: "MakeNetworkInterfaces",
      actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
      resources: `arn:aws:ec2:${region}:${account}:*/*`,
    },
    {
      sid: "HandThemToCodeBuild",
      actions: "ec2:CreateNetworkInterfacePermission",
      resources: networkInterfaces,
      conditions: { StringEquals: { "ec2:AuthorizedService": "codebuild.amazonaws.com" } },
    },
  ];
}
