import { entryOf } from "../../../platform/published-contract";
import { zoneLetter } from "../../../platform/zones";
import type { MonitoringFoundation } from "../foundation";
import { type AlarmKind, type Subject, sustained } from "./table";

function natGateways({ environment, network }: MonitoringFoundation): Subject[] {
  const { zones } = environment;
  return (environment.network.natPerAz ? zones : zones.slice(0, 1)).map(zoneLetter).map((letter) => ({
    name: letter,
    dimensions: { NatGatewayId: entryOf(network.natGatewayIds, letter) },
  }));
}

/** NAT gateways (docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html). */
const nat: AlarmKind = {
  kind: "nat-gateway",
  layer: "network",
  namespace: "AWS/NATGateway",
  subjects: natGateways,
  rows: [
    {
      name: "ports",
      metric: "ErrorPortAllocation",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "The NAT gateway of zone {name} has no port left for new connections: calls to the internet fail.",
      runbook: "internet-unreachable",
    },
    {
      name: "dropped",
      metric: "PacketsDropCount",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: { sandbox: 1000, nonproduction: 500, production: 100 },
      when: sustained,
      severity: "ticket",
      means: "The NAT gateway of zone {name} drops packets.",
      runbook: "internet-unreachable",
    },
  ],
};

export const networkAlarms: readonly AlarmKind[] = [nat];
