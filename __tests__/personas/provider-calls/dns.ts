import { known, type TypeCalls } from "./type-calls";

const tags = "route53resolver:TagResource route53resolver:UntagResource";
const readTags = "route53resolver:ListTagsForResource";

export const dnsCalls: Readonly<Record<string, TypeCalls>> = {
  aws_route53_resolver_firewall_config: [
    {
      on: known("route53resolver", "firewall-config/fc-1a2b"),
      read: "route53resolver:GetFirewallConfig",
      change: "route53resolver:UpdateFirewallConfig",
    },
  ],
  aws_route53_resolver_firewall_domain_list: [
    {
      on: known("route53resolver", "firewall-domain-list/rslvr-fdl-1a2b"),
      read: `route53resolver:GetFirewallDomainList route53resolver:ListFirewallDomains ${readTags}`,
      change: `route53resolver:CreateFirewallDomainList route53resolver:UpdateFirewallDomains ${tags} route53resolver:DeleteFirewallDomainList`,
    },
  ],
  aws_route53_resolver_firewall_rule: [
    {
      on: known("route53resolver", "firewall-rule-group/rslvr-frg-1a2b", "firewall-domain-list/rslvr-fdl-1a2b"),
      read: "route53resolver:ListFirewallRules",
      change:
        "route53resolver:CreateFirewallRule route53resolver:UpdateFirewallRule route53resolver:DeleteFirewallRule",
    },
  ],
  aws_route53_resolver_firewall_rule_group: [
    {
      on: known("route53resolver", "firewall-rule-group/rslvr-frg-1a2b"),
      read: `route53resolver:GetFirewallRuleGroup ${readTags}`,
      change: `route53resolver:CreateFirewallRuleGroup ${tags} route53resolver:DeleteFirewallRuleGroup`,
    },
  ],
  aws_route53_resolver_firewall_rule_group_association: [
    {
      on: known(
        "route53resolver",
        "firewall-rule-group-association/rslvr-frgassoc-1a2b",
        "firewall-rule-group/rslvr-frg-1a2b",
      ),
      read: `route53resolver:GetFirewallRuleGroupAssociation ${readTags}`,
      change:
        "route53resolver:AssociateFirewallRuleGroup route53resolver:UpdateFirewallRuleGroupAssociation " +
        `route53resolver:DisassociateFirewallRuleGroup ${tags}`,
    },
  ],
  aws_route53_resolver_query_log_config: [
    {
      on: known("route53resolver", "resolver-query-log-config/rqlc-1a2b"),
      read: `route53resolver:GetResolverQueryLogConfig ${readTags}`,
      change: `route53resolver:CreateResolverQueryLogConfig ${tags} route53resolver:DeleteResolverQueryLogConfig`,
    },
    // Logs of queries are delivered in the name of the caller.
    { change: "logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy" },
  ],
  aws_route53_resolver_query_log_config_association: [
    {
      on: known("route53resolver", "resolver-query-log-config/rqlc-1a2b"),
      read: "route53resolver:GetResolverQueryLogConfigAssociation",
      change: "route53resolver:AssociateResolverQueryLogConfig route53resolver:DisassociateResolverQueryLogConfig",
    },
  ],
  aws_route53_zone: [
    {
      on: ({ arn }) => [
        "arn:aws:route53:::hostedzone/Z1A2B",
        "arn:aws:route53:::change/C1A2B",
        arn("ec2", "vpc/vpc-1a2b"),
      ],
      read: "route53:GetHostedZone route53:ListTagsForResource route53:GetChange route53:ListResourceRecordSets",
      change:
        "route53:CreateHostedZone route53:AssociateVPCWithHostedZone route53:DisassociateVPCFromHostedZone " +
        "route53:UpdateHostedZoneComment route53:ChangeTagsForResource route53:DeleteHostedZone",
    },
    { read: "ec2:DescribeVpcs" },
  ],
};
