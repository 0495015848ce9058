import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { interfaceEndpoints } from "../../modules/network/endpoint-services";
import { GatewayEndpoints } from "../../modules/network/gateway-endpoints";
import { InterfaceEndpoints } from "../../modules/network/interface-endpoints";
import { TierSecurityGroups } from "../../modules/network/tier-security-groups";
import type { LayerStack } from "../../platform/layer-stack";
import { endpointsOf } from "../../platform/regions";
import { feedsFunctions, hasBrokers, type NetworkEnvironment } from "./config";
import type { NetworkFoundation } from "./foundation";
import { bedrockResources } from "./model-endpoints";

export interface Endpoints {
  readonly gateways: GatewayEndpoints;
  readonly groups: TierSecurityGroups;
}

/** The endpoints of AWS services, and the security groups of the tiers, which let workloads reach them. */
export function buildEndpoints(stack: LayerStack<NetworkEnvironment>, foundation: NetworkFoundation): Endpoints {
  const { site, environment, vpc } = foundation;
  const { vpcId } = vpc;
  const gateways = new GatewayEndpoints(stack, "gateway", { site, vpcId, routeTableIds: vpc.routeTableIds });
  const cloudFront = new DataAwsEc2ManagedPrefixList(stack, "cloudfront", {
    name: "com.amazonaws.global.cloudfront.origin-facing",
  });
  const groups = new TierSecurityGroups(stack, "tier", {
    site,
    vpcId,
    gatewayPrefixLists: gateways.prefixListIds,
    brokers: hasBrokers(environment),
    cloudFrontPrefixList: cloudFront.id,
  });
  const pollers = feedsFunctions(environment);
  new InterfaceEndpoints(stack, "interface", {
    site,
    vpcId,
    services: [
      ...endpointsOf(environment.region, environment.network, interfaceEndpoints),
      ...(pollers ? ["lambda"] : []),
    ],
    pollers,
    resources: bedrockResources(site, environment),
    subnetIds: vpc.subnetIds("application"),
    securityGroupId: groups.idOf("endpoints"),
  });
  return { gateways, groups };
}
