import type { App } from "cdktf";
import { FlowLogs } from "../../modules/network/flow-logs";
import { SegmentedVpc } from "../../modules/network/segmented-vpc";
import { ZoneChecks } from "../../modules/network/zone-checks";
import { LayerStack } from "../../platform/layer-stack";
import { unfitZones } from "../../platform/regions";
import { siteOf } from "../../platform/site";
import { securityOutputs } from "../security/outputs";
import type { NetworkEnvironment } from "./config";
import { buildEndpoints } from "./endpoints";
import type { NetworkFoundation } from "./foundation";
import { networkOutputs } from "./outputs";
import { buildResolution } from "./resolution";

export class NetworkStack extends LayerStack<NetworkEnvironment> {
  constructor(app: App, environment: NetworkEnvironment) {
    super(app, environment, "network");
    const { zones, network } = environment;
    const { cidr, natPerAz, flowLogs } = network;
    const security = this.read(securityOutputs);
    const site = siteOf(environment, security);

    const vpc = new SegmentedVpc(this, "vpc", { site, cidr, zones, natPerAz });
    const { vpcId } = vpc;
    new ZoneChecks(this, "zone", { site, zones, unfit: unfitZones(site.region) });
    const foundation: NetworkFoundation = { site, environment, security, vpc };

    const { gateways, groups } = buildEndpoints(this, foundation);
    new FlowLogs(this, "flow-logs", {
      site,
      vpcId,
      aggregationSeconds: flowLogs.aggregationSeconds,
      archiveBucketArn: flowLogs.archive ? security.flowLogsBucketArn : undefined,
    });
    const zone = buildResolution(this, foundation);

    this.publish(networkOutputs, {
      vpcId,
      vpcCidr: cidr,
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
      natGatewayIds: vpc.natGatewayIds,
      privateZoneId: zone.zoneId,
      privateZoneName: zone.domain,
    });
  }
}
