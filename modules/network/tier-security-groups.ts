import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { brokerPort } from "../streams/kafka-names";
import { workloadPorts } from "./workload-ports";

const groups = {
  edge: "Load balancers that take traffic from CloudFront",
  application: "Workloads of the application tier",
  data: "Databases, caches and data jobs of the data tier",
  ai: "Training, tuning and inference of the ai tier",
  endpoints: "Interface endpoints of AWS services",
} as const;
export type SecurityGroupName = keyof typeof groups;

export interface TierSecurityGroupsProps {
  readonly site: Site;
  readonly vpcId: string;
  /** Prefix lists of the gateway endpoints, by service. */
  readonly gatewayPrefixLists: Readonly<Record<string, string>>;
  /** Whether brokers of Kafka are in the data tier. @default false */
  readonly brokers?: boolean;
  /** Prefix list of the addresses CloudFront reaches origins from. */
  readonly cloudFrontPrefixList: string;
}

interface Flow {
  readonly from: SecurityGroupName;
  readonly to: SecurityGroupName;
  /** First and last TCP port; everything, of any protocol, where it is left out. */
  readonly ports?: readonly [number, number];
  readonly why: string;
}

const https = [443, 443] as const;
const postgres = [5432, 5432] as const;
const valkey = [6379, 6379] as const;

/** Who may open a connection to whom. A flow between two groups becomes a rule on both. */
const flows: readonly Flow[] = [
  { from: "edge", to: "application", ports: workloadPorts, why: "requests and health checks to pods" },
  // All protocols: pods ask CoreDNS over UDP, training exchanges gradients over EFA, Spark pings its workers.
  { from: "application", to: "application", why: "workloads among themselves" },
  ...(["application", "ai"] as const).flatMap((from): Flow[] => [
    { from, to: "data", ports: postgres, why: "PostgreSQL" },
    { from, to: "data", ports: valkey, why: "Valkey" },
  ]),
  { from: "data", to: "data", why: "Spark and Glue workers among themselves" },
  { from: "ai", to: "ai", why: "distributed training among its instances" },
  ...(["application", "data", "ai"] as const).map(
    (from): Flow => ({ from, to: "endpoints", ports: https, why: "AWS service APIs" }),
  ),
];

/** Where streams are topics, and only there. */
const brokerFlows: readonly Flow[] = (["application", "ai"] as const).map(
  (from): Flow => ({ from, to: "data", ports: [brokerPort, brokerPort], why: "Kafka brokers" }),
);

/** The security groups of the tiers. They name each other; addresses appear at the edge and nowhere else. */
export class TierSecurityGroups extends Construct {
  private readonly groups: Readonly<Record<SecurityGroupName, SecurityGroup>>;

  constructor(scope: Construct, id: string, props: TierSecurityGroupsProps) {
    super(scope, id);
    const { vpcId } = props;
    const { names } = props.site;
    this.groups = Object.fromEntries(
      Object.entries(groups).map(([name, description]) => [
        name,
        new SecurityGroup(this, name, {
          name: names.of("security-group", name),
          description,
          vpcId,
          tags: { Name: names.of("tag", name) },
        }),
      ]),
    ) as Record<SecurityGroupName, SecurityGroup>;

    for (const flow of [...flows, ...(props.brokers ? brokerFlows : [])]) this.connect(flow);

    new VpcSecurityGroupIngressRule(this, "edge-from-cloudfront", {
      securityGroupId: this.idOf("edge"),
      description: "HTTPS from CloudFront",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      prefixListId: props.cloudFrontPrefixList,
    });
    new VpcSecurityGroupEgressRule(this, "application-to-internet", {
      securityGroupId: this.idOf("application"),
      description: "HTTPS to partners and registries, through NAT",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    });
    for (const from of ["application", "data", "ai"] as const) {
      for (const [service, prefixListId] of Object.entries(props.gatewayPrefixLists)) {
        new VpcSecurityGroupEgressRule(this, `${from}-to-${service}`, {
          securityGroupId: this.idOf(from),
          description: `${service} through its gateway endpoint`,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          prefixListId,
        });
      }
    }
  }

  idOf(name: SecurityGroupName): string {
    return this.groups[name].id;
  }

  private connect({ from, to, ports, why }: Flow): void {
    const [fromPort, toPort] = ports ?? [];
    const suffix = fromPort !== undefined && fromPort === toPort ? `-${fromPort}` : "";
    const rule = { description: why, ipProtocol: ports ? "tcp" : "-1", fromPort, toPort };
    new VpcSecurityGroupEgressRule(this, `${from}-to-${to}${suffix}`, {
      ...rule,
      securityGroupId: this.idOf(from),
      referencedSecurityGroupId: this.idOf(to),
    });
    new VpcSecurityGroupIngressRule(this, `${to}-from-${from}${suffix}`, {
      ...rule,
      securityGroupId: this.idOf(to),
      referencedSecurityGroupId: this.idOf(from),
    });
  }
}
