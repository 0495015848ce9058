import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import type { App } from "cdktf";
import { DnsFirewall } from "../../modules/network/dns-firewall";
import { FlowLogs } from "../../modules/network/flow-logs";
import { GatewayEndpoints } from "../../modules/network/gateway-endpoints";
import { InterfaceEndpoints } from "../../modules/network/interface-endpoints";
import { PrivateZone } from "../../modules/network/private-zone";
import { ResolverQueryLogs } from "../../modules/network/resolver-query-logs";
import { SegmentedVpc } from "../../modules/network/segmented-vpc";
import { TierSecurityGroups } from "../../modules/network/tier-security-groups";
import { ZoneChecks } from "../../modules/network/zone-checks";
import { LayerStack } from "../../platform/layer-stack";
import { unfitZones } from "../../platform/regions";
import { siteOf } from "../../platform/site";
import { securityOutputs } from "../security/outputs";
import { endpointsOf, type NetworkEnvironment } from "./config";
import { networkOutputs } from "./outputs";

export class NetworkStack extends LayerStack<NetworkEnvironment> {
  constructor(app: App, environment: NetworkEnvironment) {
    super(app, environment, "network");
    const { names } = this;
    const { account, region, zones, network, domain, deletionProtection } = environment;
    const security = this.read(securityOutputs);
    const site = siteOf(environment, security);

    const vpc = new SegmentedVpc(this, "vpc", { names, cidr: network.cidr, zones, natPerAz: network.natPerAz });
    const { vpcId } = vpc;
    new ZoneChecks(this, "zone", { zones, unfit: unfitZones(region), account });

    const gateways = new GatewayEndpoints(this, "gateway", {
      names,
      vpcId,
      account,
      region,
      routeTableIds: vpc.routeTableIds,
    });
    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "cloudfront", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    const groups = new TierSecurityGroups(this, "tier", {
      names,
      vpcId,
      gatewayPrefixLists: gateways.prefixListIds,
      cloudFrontPrefixList: cloudFront.id,
    });
    new InterfaceEndpoints(this, "interface", {
      names,
      vpcId,
      account,
      region,
      services: endpointsOf(environment),
      subnetIds: vpc.subnetIds("application"),
      securityGroupId: groups.idOf("endpoints"),
    });

    new FlowLogs(this, "flow-logs", {
      site,
      vpcId,
      aggregationSeconds: network.flowLogs.aggregationSeconds,
      archiveBucketArn: network.flowLogs.archive ? security.flowLogsBucketArn : undefined,
    });
    new ResolverQueryLogs(this, "resolver", { site, vpcId });
    new DnsFirewall(this, "dns", {
      ...network.dnsFirewall,
      names,
      vpcId,
      mutationProtection: deletionProtection,
    });
    const zone = new PrivateZone(this, "private", {
      domain: `internal.${domain}`,
      vpcId,
      forceDestroy: !deletionProtection,
    });

    this.publish(networkOutputs, {
      vpcId,
      vpcCidr: network.cidr,
      publicSubnetIds: vpc.subnetIds("public"),
      applicationSubnetIds: vpc.subnetIds("application"),
      dataSubnetIds: vpc.subnetIds("data"),
      aiSubnetIds: vpc.subnetIds("ai"),
      edgeSecurityGroupId: groups.idOf("edge"),
      applicationSecurityGroupId: groups.idOf("application"),
      dataSecurityGroupId: groups.idOf("data"),
      aiSecurityGroupId: groups.idOf("ai"),
      endpointsSecurityGroupId: groups.idOf("endpoints"),
      s3EndpointId: gateways.s3EndpointId,
      privateZoneId: zone.zoneId,
      privateZoneName: `internal.${domain}`,
    });
  }
}
