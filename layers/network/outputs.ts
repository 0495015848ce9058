import { contract, map, text, texts } from "../../platform/contract";

const group = (what: string) => text(`Security group of ${what}.`, "sg-0123456789abcdef0");

/** What other layers may read from the network layer's state. */
export const networkOutputs = contract("network", {
  vpcId: text("The VPC of the environment.", "vpc-0123456789abcdef0"),
  vpcCidr: text("Address range of the VPC.", "10.10.0.0/16"),
  publicSubnetIds: texts("One per zone, reached from the internet.", ["subnet-0a1b2c3d", "subnet-1b2c3d4e"]),
  applicationSubnetIds: texts("One per zone, out to the internet through NAT.", ["subnet-2c3d4e5f", "subnet-3d4e5f6a"]),
  dataSubnetIds: texts("One per zone, no route to the internet.", ["subnet-4e5f6a7b", "subnet-5f6a7b8c"]),
  aiSubnetIds: texts("One per zone, no route to the internet.", ["subnet-6a7b8c9d", "subnet-7b8c9d0e"]),
  edgeSecurityGroupId: group("load balancers behind CloudFront"),
  applicationSecurityGroupId: group("the application tier"),
  dataSecurityGroupId: group("the data tier"),
  aiSecurityGroupId: group("the ai tier"),
  endpointsSecurityGroupId: group("the interface endpoints"),
  privateZoneId: text("Zone of names that resolve inside the VPC only.", "Z0123456789ABCDEFGHIJ"),
  privateZoneName: text("Domain of that zone.", "internal.dev.strata.example.com"),
  s3EndpointId: text("Gateway endpoint of S3, for bucket policies.", "vpce-0123456789abcdef0"),
  natGatewayIds: map("NAT gateways by the letter of their zone.", { a: "nat-0123456789abcdef0" }),
});
