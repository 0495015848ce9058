import { createHash } from "node:crypto";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

/** What pods speak with the load balancer, without TLS. */
export type ServiceProtocol = "http1" | "http2" | "grpc";

export interface ServiceTargetGroupProps {
  readonly site: Site;
  /** Name of the service; part of the name. */
  readonly service: string;
  readonly vpcId: string;
  /** TCP port of the pods, and what they speak there. */
  readonly listens: { readonly port: number; readonly protocol: ServiceProtocol };
  /** Path that answers 200, or OK in gRPC, while a pod works. */
  readonly healthPath: string;
  readonly sessions: {
    /** Seconds that a pod which goes may finish its requests. */
    readonly drainSeconds: number;
    /** Seconds that a client stays with its pod. @default any pod takes any request */
    readonly stickySeconds?: number;
  };
}

const targetType = "ip";
const versions = { http1: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

/** Characters of the hash in a name, with the hyphen before them. */
export const hashLength = 5;

/**
 * The pods of a service as load balancers see them. What AWS cannot change about it is part of its name, as a hash: the
 * new one then comes before the old one goes. Pods register themselves, by a TargetGroupBinding.
 */
export class ServiceTargetGroup extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceTargetGroupProps) {
    super(scope, id);
    const { site, service, listens, sessions } = props;
    const { port, protocol } = listens;
    const { drainSeconds, stickySeconds } = sessions;
    const hash = createHash("sha256").update(`${port}/${protocol}/${targetType}`).digest("hex");
    this.name = site.names.of("target-group", `${service}-${hash.slice(0, hashLength - 1)}`);
    const targetGroup = new LbTargetGroup(this, "target-group", {
      name: this.name,
      targetType,
      port,
      protocol: "HTTP",
      protocolVersion: versions[protocol],
      vpcId: props.vpcId,
      deregistrationDelay: String(drainSeconds),
      healthCheck: {
        path: props.healthPath,
        // 0 is OK in gRPC.
        matcher: protocol === "grpc" ? "0" : "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      ...(stickySeconds !== undefined && { stickiness: { type: "lb_cookie", cookieDuration: stickySeconds } }),
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = targetGroup.arn;
  }
}
