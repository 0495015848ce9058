import { acl, always, both, describeMutations, type Mutation, none, remove, set } from "./mutations";
import { aclRule, id } from "./topology";

const acls: readonly Mutation[] = [
  [
    "a deny before the allow wins",
    "web",
    "db",
    none,
    acl("db", "ingress", aclRule(90, "10.0.0.0/24", 5432, 5432, "deny"), aclRule(100, "10.0.0.0/16", 0, 65535)),
  ],
  [
    "a deny after the allow comes too late",
    "web",
    "db",
    always("TCP 5432"),
    acl("db", "ingress", aclRule(110, "10.0.0.0/24", 5432, 5432, "deny"), aclRule(100, "10.0.0.0/16", 0, 65535)),
  ],
  [
    "a deny for half a subnet leaves the other half",
    "web",
    "db",
    { possible: "TCP 5432", dependable: "" },
    acl("db", "ingress", aclRule(90, "10.0.0.0/25", 0, 65535, "deny"), aclRule(100, "10.0.0.0/16", 0, 65535)),
  ],
  ["no answers, no connection", "web", "db", none, acl("db", "egress")],
  [
    "answers to some ports are a connection for who picks them",
    "web",
    "db",
    { possible: "TCP 5432", dependable: "" },
    acl("db", "egress", aclRule(100, "10.0.0.0/16", 32768, 65535)),
  ],
  [
    "answers of UDP do not help TCP",
    "web",
    "db",
    none,
    acl("db", "egress", aclRule(100, "10.0.0.0/16", 0, 65535, "allow", "udp")),
  ],
  ["the way out counts", "web", "db", none, acl("web", "egress", aclRule(100, "0.0.0.0/0", 443, 443))],
  [
    "answers have to come in where they started",
    "web",
    "db",
    { possible: "TCP 5432", dependable: "" },
    acl("web", "ingress", aclRule(100, "0.0.0.0/0", 443, 443)),
  ],
  [
    "inside a subnet no network ACL is asked, between zones it is",
    "db",
    "db",
    { possible: "TCP 7000", dependable: "" },
    both(acl("db", "ingress"), acl("db", "egress")),
  ],
  [
    "a NAT gateway's answers cross its subnet's border",
    "app",
    "internet",
    none,
    acl("web", "ingress", aclRule(100, "0.0.0.0/0", 443, 443)),
  ],
  [
    "and what NAT passes on does too",
    "app",
    "internet",
    none,
    acl("web", "ingress", aclRule(100, "0.0.0.0/0", 1024, 65535)),
  ],
  [
    "without a network ACL, AWS's default lets through",
    "web",
    "db",
    always("TCP 5432"),
    remove("aws_network_acl", "db"),
  ],
  [
    "separate rules count, by number",
    "web",
    "db",
    none,
    set("aws_network_acl_rule", "deny", {
      network_acl_id: id("aws_network_acl.db"),
      rule_number: 1,
      egress: false,
      rule_action: "deny",
      protocol: "-1",
      cidr_block: "10.0.0.0/16",
    }),
  ],
];

describeMutations("network ACLs", acls);
