import { DnsFirewall } from "../../modules/network/dns-firewall";
import { PrivateZone } from "../../modules/network/private-zone";
import { ResolverQueryLogs } from "../../modules/network/resolver-query-logs";
import type { LayerStack } from "../../platform/layer-stack";
import type { NetworkEnvironment } from "./config";
import type { NetworkFoundation } from "./foundation";

/** DNS inside the VPC: every query is logged and passes the firewall; internal names are in a private zone. */
export function buildResolution(stack: LayerStack<NetworkEnvironment>, foundation: NetworkFoundation): PrivateZone {
  const { site, environment, vpc } = foundation;
  const { vpcId } = vpc;
  new ResolverQueryLogs(stack, "resolver", { site, vpcId });
  new DnsFirewall(stack, "dns", { ...environment.network.dnsFirewall, site, vpcId });
  return new PrivateZone(stack, "private", { site, vpcId, domain: `internal.${environment.domain}` });
}
