import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { zoneLetter } from "../../platform/zones";
import { planAddresses, type SubnetTier } from "./address-plan";
import { networkAclRules } from "./network-acl-rules";
import { type InternetRoute, TierSubnets } from "./tier-subnets";

export interface SegmentedVpcProps {
  readonly site: Site;
  /** Range of the VPC, /16 to /20. */
  readonly cidr: string;
  /** Names of the availability zones, two to four, each with its own slot (platform/zones.ts). */
  readonly zones: readonly string[];
  /** One NAT gateway per zone instead of one in all. */
  readonly natPerAz: boolean;
}

/**
 * A VPC in four tiers: public, reached from the internet; application, out through NAT; data and ai, without any way
 * to the internet.
 */
export class SegmentedVpc extends Construct {
  readonly vpcId: string;
  readonly tiers: Readonly<Record<SubnetTier, TierSubnets>>;
  /** NAT gateways by the letter of their zone. */
  readonly natGatewayIds: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SegmentedVpcProps) {
    super(scope, id);
    const { site, cidr, zones, natPerAz } = props;
    const { names } = site;
    const plan = planAddresses(cidr);
    const acls = networkAclRules(cidr, plan.tiers);

    const vpc = new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: names.of("tag", "vpc") },
    });
    this.vpcId = vpc.id;

    // A resource that forgets to name its security group gets one that lets nothing through.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: names.of("tag", "default-unused") },
    });
    const gateway = new InternetGateway(this, "internet-gateway", {
      vpcId: vpc.id,
      tags: { Name: names.of("tag", "igw") },
    });

    const tier = (name: SubnetTier, internet: InternetRoute) =>
      new TierSubnets(this, name, {
        site,
        tier: name,
        vpcId: vpc.id,
        zones,
        cidrs: plan.subnets[name],
        internet,
        acl: acls[name],
      });
    const publicTier = tier("public", { through: "internet-gateway", gatewayId: gateway.id });
    this.natGatewayIds = Object.fromEntries(
      (natPerAz ? zones : zones.slice(0, 1)).map((zone, index) => {
        const letter = zoneLetter(zone);
        return [letter, this.natGateway(site, letter, publicTier.subnetIds[index] as string, gateway)];
      }),
    );
    const natGatewayIds = Object.values(this.natGatewayIds);
    this.tiers = {
      public: publicTier,
      application: tier("application", { through: "nat", natGatewayIds }),
      data: tier("data", { through: "nothing" }),
      ai: tier("ai", { through: "nothing" }),
    };
  }

  /** Route tables of all tiers. */
  get routeTableIds(): string[] {
    return Object.values(this.tiers).flatMap((tier) => tier.routeTableIds);
  }

  /** Ids of the tier's subnets, one per zone, in the order of the zones. */
  subnetIds(tier: SubnetTier): string[] {
    return [...this.tiers[tier].subnetIds];
  }

  private natGateway({ names }: Site, zone: string, subnetId: string, gateway: InternetGateway): string {
    const scope = new Construct(this, `nat-${zone}`);
    const tags = { Name: names.of("tag", `nat-${zone}`) };
    const address = new Eip(scope, "eip", { domain: "vpc", tags });
    const nat = new NatGateway(scope, "nat-gateway", {
      allocationId: address.allocationId,
      subnetId,
      tags,
      dependsOn: [gateway],
    });
    return nat.id;
  }
}
