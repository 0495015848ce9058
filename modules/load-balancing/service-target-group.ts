import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type Listens, targetGroupPurpose, targetType } from "./target-group-name";

export interface ServiceTargetGroupProps {
  readonly site: Site;
  /** Name of the service; part of the name. */
  readonly service: string;
  readonly vpcId: string;
  readonly listens: Listens;
  /** Path that answers 200, or OK in gRPC, while a pod works. */
  readonly healthPath: string;
  readonly sessions: {
    /** Seconds that a pod which goes may finish its requests. */
    readonly drainSeconds: number;
    /** Seconds that a client stays with its pod. @default any pod takes any request */
    readonly stickySeconds?: number;
  };
  /**
   * Cluster in Auto Mode that registers pods. Its role may do so in target groups that a tag gives to the cluster, and in
   * no others (AmazonEKSLoadBalancingPolicy). @default a controller of the account registers them
   */
  readonly autoModeCluster?: string;
}

const versions = { http1: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

/**
 * The pods of a service as load balancers see them. What AWS cannot change about it is part of its name, as a hash: the
 * new one then comes before the old one goes. Pods register themselves, by a TargetGroupBinding.
 */
export class ServiceTargetGroup extends Construct {
  readonly arn: string;
  /** As metrics name it, as in "targetgroup/strata-dev-gateway-1a2b/0123456789abcdef". */
  readonly suffix: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceTargetGroupProps) {
    super(scope, id);
    const { site, service, listens, sessions } = props;
    const { port, protocol } = listens;
    const { drainSeconds, stickySeconds } = sessions;
    this.name = site.names.of("target-group", targetGroupPurpose(service, listens));
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
      ...(props.autoModeCluster !== undefined && { tags: { "eks:eks-cluster-name": props.autoModeCluster } }),
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = targetGroup.arn;
    this.suffix = targetGroup.arnSuffix;
  }
}
