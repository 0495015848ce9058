import { Route53ResolverFirewallConfig } from "@cdktf/provider-aws/lib/route53-resolver-firewall-config";
import { Route53ResolverFirewallDomainList } from "@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list";
import { Route53ResolverFirewallRule } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule";
import { Route53ResolverFirewallRuleGroup } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group";
import { Route53ResolverFirewallRuleGroupAssociation } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group-association";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface DnsFirewallProps {
  /** Where it protects from deletion, the rule group cannot be taken off the VPC without a change of this first. */
  readonly site: Site;
  readonly vpcId: string;
  /** What happens to a query for a blocked domain: it is logged, or it gets no answer. */
  readonly action: "ALERT" | "BLOCK";
  /** Domains that nothing in the VPC may resolve, as in "*.example.net". */
  readonly blockedDomains: readonly string[];
}

/** Refuses to resolve domains that malware and tunnels use. Fails closed: no firewall, no answers. */
export class DnsFirewall extends Construct {
  constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    const { site, vpcId, action } = props;
    const name = site.names.of("dns-firewall", "dns-firewall");
    new Route53ResolverFirewallConfig(this, "firewall-config", { resourceId: vpcId, firewallFailOpen: "DISABLED" });
    const domains = new Route53ResolverFirewallDomainList(this, "firewall-domain-list", {
      name,
      domains: [...props.blockedDomains],
    });
    const group = new Route53ResolverFirewallRuleGroup(this, "firewall-rule-group", { name });
    new Route53ResolverFirewallRule(this, "firewall-rule", {
      name,
      firewallRuleGroupId: group.id,
      firewallDomainListId: domains.id,
      priority: 100,
      action,
      blockResponse: action === "BLOCK" ? "NXDOMAIN" : undefined,
    });
    new Route53ResolverFirewallRuleGroupAssociation(this, "firewall-rule-group-association", {
      name,
      firewallRuleGroupId: group.id,
      vpcId,
      // 101 to 9899; AWS keeps the rest for organizations' own groups.
      priority: 101,
      mutationProtection: site.deletionProtection ? "ENABLED" : "DISABLED",
    });
  }
}
