import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";

/** Where the containers of jobs and endpoints are. */
export interface JobNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Tags of these subnets, and of no others of the account. */
  readonly subnetTags: Readonly<Record<string, string>>;
}

/**
 * Lets SageMaker put network interfaces into these subnets, with this security group, and nowhere else
 * (docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html). Subnets go by their tags: their ids are a list that
 * Terraform alone knows.
 */
export function joinNetwork({ account, region }: SiteLocation, network: JobNetwork): PolicyStatement[] {
  const ec2 = `arn:aws:ec2:${region}:${account}`;
  const interfaces = `${ec2}:network-interface/*`;
  return [
    {
      sid: "DescribeNetwork",
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
      sid: "MakeInterfaces",
      actions: "ec2:CreateNetworkInterface",
      resources: [interfaces, `${ec2}:security-group/${network.securityGroupId}`],
    },
    {
      sid: "MakeInterfacesInSubnets",
      actions: "ec2:CreateNetworkInterface",
      resources: `${ec2}:subnet/*`,
      conditions: {
        StringEquals: Object.fromEntries(
          Object.entries(network.subnetTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
        ),
      },
    },
    {
      sid: "HandOverInterfaces",
      actions: [
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteNetworkInterfacePermission",
      ],
      resources: interfaces,
      conditions: { ArnEquals: { "ec2:Vpc": `${ec2}:vpc/${network.vpcId}` } },
    },
  ];
}
