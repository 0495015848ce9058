import { createHash } from "node:crypto";

/** What pods speak with the load balancer, without TLS. */
export type ServiceProtocol = "http1" | "http2" | "grpc";

/** TCP port of pods, and what they speak there. */
export interface Listens {
  readonly port: number;
  readonly protocol: ServiceProtocol;
  /** Load balancer that reaches them, where it is not that of the edge: a target group serves one only. */
  readonly behind?: string;
  /** Of pods that take over from others that still run. */
  readonly color?: "green";
}

/** Characters of the hash in a name, with the hyphen before them. */
export const hashLength = 5;

export const targetType = "ip";

/** What tells the target groups of a service apart, as a name: what AWS cannot change about one is in it, as a hash. */
export function targetGroupPurpose(service: string, { port, protocol, behind, color }: Listens): string {
  const hash = createHash("sha256")
    .update([port, protocol, targetType, behind ?? [], color ?? []].flat().join("/"))
    .digest("hex");
  return `${service}-${hash.slice(0, hashLength - 1)}`;
}
