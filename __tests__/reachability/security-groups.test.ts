import { acl, always, both, describeMutations, type Mutation, none, remove, set } from "./mutations";
import { aclRule, groupRule, id, peerGroup } from "./topology";

const groups: readonly Mutation[] = [
  [
    "a group opened to another",
    "app",
    "db",
    always("TCP 5432"),
    both(
      set("aws_vpc_security_group_ingress_rule", "more", groupRule("db", 5432, 5432, peerGroup("app"))),
      set("aws_vpc_security_group_egress_rule", "more", groupRule("app", 5432, 5432, peerGroup("db"))),
    ),
  ],
  [
    "one side of a rule is not enough",
    "app",
    "db",
    none,
    set("aws_vpc_security_group_ingress_rule", "more", groupRule("db", 5432, 5432, peerGroup("app"))),
  ],
  [
    "SSH from everywhere, stopped by the network ACL",
    "internet",
    "web",
    always("TCP 443"),
    set("aws_vpc_security_group_ingress_rule", "ssh", groupRule("web", 22, 22, { cidr_ipv4: "0.0.0.0/0" })),
  ],
  [
    "SSH from everywhere, with an open network ACL",
    "internet",
    "web",
    always("TCP 22, 443"),
    both(
      set("aws_vpc_security_group_ingress_rule", "ssh", groupRule("web", 22, 22, { cidr_ipv4: "0.0.0.0/0" })),
      remove("aws_network_acl", "web"),
    ),
  ],
  [
    "a range of addresses names what is in it",
    "web",
    "db",
    always("TCP 5432"),
    set("aws_vpc_security_group_ingress_rule", "db_from_web", {
      ...groupRule("db", 5432, 5432, { cidr_ipv4: "10.0.0.0/24" }),
      referenced_security_group_id: undefined,
    }),
  ],
  [
    "the entries of a prefix list do",
    "web",
    "db",
    always("TCP 5432"),
    both(
      set("aws_ec2_managed_prefix_list", "web", { entry: [{ cidr: "10.0.0.0/24" }] }),
      set("aws_vpc_security_group_ingress_rule", "db_from_web", {
        ...groupRule("db", 5432, 5432, { prefix_list_id: id("aws_ec2_managed_prefix_list.web") }),
        referenced_security_group_id: undefined,
      }),
    ),
  ],
  [
    "rules inside a group count",
    "app",
    "db",
    always("TCP 5432"),
    both(
      set("aws_security_group", "db", {
        ingress: [{ protocol: "tcp", from_port: 5432, to_port: 5432, security_groups: [id("aws_security_group.app")] }],
      }),
      set("aws_security_group", "app", {
        egress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["${aws_vpc.main.cidr_block}"] }],
      }),
    ),
  ],
  [
    "and so do older rule resources",
    "db",
    "db",
    always("any TCP"),
    both(
      ...["ingress", "egress"].map((type) =>
        set("aws_security_group_rule", type, {
          type,
          security_group_id: id("aws_security_group.db"),
          protocol: "tcp",
          from_port: 0,
          to_port: 65535,
          self: true,
        }),
      ),
      acl("db", "egress", aclRule(1, "10.0.0.0/16", 0, 65535)),
    ),
  ],
];

describeMutations("security groups", groups);
