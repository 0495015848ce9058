import type { NetworkAclRuleConfig } from "@cdktf/provider-aws/lib/network-acl-rule";
import type { SubnetTier } from "./address-plan";

type Rule = Pick<
  NetworkAclRuleConfig,
  "ruleAction" | "cidrBlock" | "protocol" | "fromPort" | "toPort" | "icmpType" | "icmpCode"
>;

/** What a tier's network ACL lets in and out, in the order of the rule numbers. */
export interface NetworkAclRules {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

const anywhere = "0.0.0.0/0";
const tcp = (cidrBlock: string, fromPort: number, toPort = fromPort): Rule => ({
  ruleAction: "allow",
  cidrBlock,
  protocol: "tcp",
  fromPort,
  toPort,
});
const anyTcp = (cidrBlock: string): Rule => tcp(cidrBlock, 1, 65535);
const anyUdp = (cidrBlock: string): Rule => ({ ...anyTcp(cidrBlock), protocol: "udp" });
/** What workloads speak across zones. ACLs see no traffic within a subnet, which is where EFA and its like stay. */
const anything = (cidrBlock: string): Rule[] => [anyTcp(cidrBlock), anyUdp(cidrBlock)];
const deny = (rule: Rule): Rule => ({ ...rule, ruleAction: "deny" });

/**
 * Network ACLs keep no state: answers come back to the port a connection was opened from. Load balancers, NAT gateways
 * and Lambda open theirs from 1024 up, Linux from 32768
 * (docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports).
 */
const answers = (cidrBlock: string): Rule => tcp(cidrBlock, 1024, 65535);

/**
 * Answers from the internet to all of these ports but that of Remote Desktop. Of 64,512 connections through NAT, one is
 * opened from it, gets no answer, and has to be opened again.
 */
const remoteDesktop = 3389;
const answersFromInternet: readonly Rule[] = [
  tcp(anywhere, 1024, remoteDesktop - 1),
  tcp(anywhere, remoteDesktop + 1, 65535),
];

/**
 * "Fragmentation needed": tells a host that its packets are too large for a link on their way. Without it they vanish
 * (docs.aws.amazon.com/vpc/latest/userguide/network-acl-path-mtu-discovery.html).
 */
const packetTooLarge: Rule = { ruleAction: "allow", cidrBlock: anywhere, protocol: "icmp", icmpType: 3, icmpCode: 4 };
const answersToLinux = (cidrBlock: string): Rule => tcp(cidrBlock, 32768, 65535);

/**
 * What may cross the border of each tier. Gateway endpoints answer from public addresses that no ACL can name, so data
 * and ai allow HTTPS out and answers in from anywhere; without a route, nothing else on the internet is in reach. The
 * rest of the VPC is denied before that, or the public tier would count as anywhere.
 * @param vpcCidr range of the VPC
 * @param tiers range of each tier
 */
export function networkAclRules(
  vpcCidr: string,
  { application, ai, data }: Readonly<Record<SubnetTier, string>>,
): Record<SubnetTier, NetworkAclRules> {
  const restOfVpc = { in: deny(answersToLinux(vpcCidr)), out: deny(tcp(vpcCidr, 443)) };
  return {
    public: {
      ingress: [tcp(anywhere, 443), tcp(anywhere, 80), ...answersFromInternet, answers(vpcCidr), packetTooLarge],
      egress: [tcp(anywhere, 443), tcp(anywhere, 80), answers(anywhere), packetTooLarge],
    },
    application: {
      ingress: [...anything(vpcCidr), ...answersFromInternet, packetTooLarge],
      egress: [...anything(vpcCidr), tcp(anywhere, 443), tcp(anywhere, 80), packetTooLarge],
    },
    data: {
      ingress: [anyTcp(application), anyTcp(ai), ...anything(data), restOfVpc.in, answersToLinux(anywhere)],
      egress: [anyTcp(application), anyTcp(ai), ...anything(data), restOfVpc.out, tcp(anywhere, 443)],
    },
    ai: {
      ingress: [anyTcp(application), anyTcp(data), ...anything(ai), restOfVpc.in, answersToLinux(anywhere)],
      egress: [anyTcp(application), anyTcp(data), ...anything(ai), restOfVpc.out, tcp(anywhere, 443)],
    },
  };
}
