import { type Calls, known, type TypeCalls } from "./type-calls";

const tags = "ec2:CreateTags ec2:DeleteTags";

/** Something of EC2 by its id, and what a call names as well. */
const ec2 = (ids: readonly string[], read: string, change: string, more: Partial<Calls> = {}): TypeCalls => [
  { on: known("ec2", ...ids), read, change, ...more },
];

const group = "security-group/sg-1a2b";
const vpc = "vpc/vpc-1a2b";
const acl = "network-acl/acl-1a2b";
const routes = "route-table/rtb-1a2b";
const subnet = "subnet/subnet-1a2b";
const address = "elastic-ip/eipalloc-1a2b";

export const networkCalls: Readonly<Record<string, TypeCalls>> = {
  "data.aws_ec2_managed_prefix_list": ec2(
    ["prefix-list/pl-1a2b"],
    "ec2:DescribeManagedPrefixLists ec2:GetManagedPrefixListEntries",
    "",
  ),
  "data.aws_availability_zone": ec2([], "ec2:DescribeAvailabilityZones", ""),
  aws_default_security_group: ec2(
    [group],
    "ec2:DescribeSecurityGroups",
    `ec2:RevokeSecurityGroupIngress ec2:RevokeSecurityGroupEgress ${tags}`,
  ),
  aws_ebs_default_kms_key: [
    { read: "ec2:GetEbsDefaultKmsKeyId", change: "ec2:ModifyEbsDefaultKmsKeyId ec2:ResetEbsDefaultKmsKeyId" },
  ],
  aws_ebs_encryption_by_default: [
    {
      read: "ec2:GetEbsEncryptionByDefault",
      change: "ec2:EnableEbsEncryptionByDefault",
      administrator: "ec2:DisableEbsEncryptionByDefault",
    },
  ],
  aws_eip: ec2(
    [address],
    "ec2:DescribeAddresses ec2:DescribeAddressesAttribute",
    `ec2:AllocateAddress ec2:ReleaseAddress ${tags}`,
  ),
  aws_flow_log: [
    {
      on: known("ec2", vpc, "vpc-flow-log/fl-1a2b"),
      read: "ec2:DescribeFlowLogs",
      change: `ec2:CreateFlowLogs ${tags}`,
      lose: "ec2:DeleteFlowLogs",
    },
    { change: "logs:CreateLogDelivery logs:DeleteLogDelivery" },
  ],
  aws_internet_gateway: ec2(
    ["internet-gateway/igw-1a2b", vpc],
    "ec2:DescribeInternetGateways",
    `ec2:CreateInternetGateway ec2:AttachInternetGateway ec2:DetachInternetGateway ec2:DeleteInternetGateway ${tags}`,
  ),
  aws_nat_gateway: ec2(
    ["natgateway/nat-1a2b", subnet, address],
    "ec2:DescribeNatGateways",
    `ec2:CreateNatGateway ec2:DeleteNatGateway ${tags}`,
  ),
  aws_network_acl: ec2(
    [acl, vpc, subnet],
    "ec2:DescribeNetworkAcls",
    `ec2:CreateNetworkAcl ec2:ReplaceNetworkAclAssociation ec2:DeleteNetworkAcl ${tags}`,
  ),
  aws_network_acl_rule: ec2(
    [acl],
    "ec2:DescribeNetworkAcls",
    "ec2:CreateNetworkAclEntry ec2:ReplaceNetworkAclEntry ec2:DeleteNetworkAclEntry",
  ),
  aws_route: ec2([routes], "ec2:DescribeRouteTables", "ec2:CreateRoute ec2:ReplaceRoute ec2:DeleteRoute"),
  aws_route_table: ec2([routes, vpc], "ec2:DescribeRouteTables", `ec2:CreateRouteTable ec2:DeleteRouteTable ${tags}`),
  aws_route_table_association: ec2(
    [routes, subnet],
    "ec2:DescribeRouteTables",
    "ec2:AssociateRouteTable ec2:ReplaceRouteTableAssociation ec2:DisassociateRouteTable",
  ),
  aws_security_group: ec2(
    [group, vpc],
    "ec2:DescribeSecurityGroups ec2:DescribeNetworkInterfaces",
    `ec2:CreateSecurityGroup ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress ec2:DeleteSecurityGroup ${tags}`,
  ),
  aws_subnet: ec2(
    [subnet, vpc],
    "ec2:DescribeSubnets",
    `ec2:CreateSubnet ec2:ModifySubnetAttribute ec2:DeleteSubnet ${tags}`,
  ),
  aws_vpc: ec2(
    [vpc],
    "ec2:DescribeVpcs ec2:DescribeVpcAttribute ec2:DescribeNetworkAcls ec2:DescribeRouteTables ec2:DescribeSecurityGroups",
    `ec2:CreateVpc ec2:ModifyVpcAttribute ec2:DeleteVpc ${tags}`,
  ),
  aws_vpc_endpoint: [
    {
      on: known("ec2", "vpc-endpoint/vpce-1a2b", vpc, subnet, group, routes),
      read: "ec2:DescribeVpcEndpoints ec2:DescribePrefixLists",
      change: `ec2:CreateVpcEndpoint ec2:ModifyVpcEndpoint ec2:DeleteVpcEndpoints ${tags}`,
    },
  ],
  aws_vpc_security_group_egress_rule: ec2(
    [group, "security-group-rule/sgr-1a2b"],
    "ec2:DescribeSecurityGroupRules",
    `ec2:AuthorizeSecurityGroupEgress ec2:ModifySecurityGroupRules ec2:RevokeSecurityGroupEgress ${tags}`,
  ),
  aws_vpc_security_group_ingress_rule: ec2(
    [group, "security-group-rule/sgr-1a2b"],
    "ec2:DescribeSecurityGroupRules",
    `ec2:AuthorizeSecurityGroupIngress ec2:ModifySecurityGroupRules ec2:RevokeSecurityGroupIngress ${tags}`,
  ),
};
