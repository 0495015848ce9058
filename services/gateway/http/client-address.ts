import type { IncomingMessage } from "node:http";
import proxyAddress from "proxy-addr";

/** Load balancers of the VPC, and what they forward for. */
const trusted = proxyAddress.compile(["loopback", "linklocal", "uniquelocal"]);

/**
 * Address of the client: the last one in X-Forwarded-For that is not private. Whatever a client writes there itself
 * comes before it.
 */
export function clientAddress(request: IncomingMessage): string {
  return proxyAddress(request, trusted);
}
