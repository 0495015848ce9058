import { VpclatticeAuthPolicy } from "@cdktf/provider-aws/lib/vpclattice-auth-policy";
import { VpclatticeListener } from "@cdktf/provider-aws/lib/vpclattice-listener";
import { VpclatticeService } from "@cdktf/provider-aws/lib/vpclattice-service";
import { VpclatticeServiceNetworkServiceAssociation } from "@cdktf/provider-aws/lib/vpclattice-service-network-service-association";
import { VpclatticeTargetGroup } from "@cdktf/provider-aws/lib/vpclattice-target-group";
import { VpclatticeTargetGroupAttachment } from "@cdktf/provider-aws/lib/vpclattice-target-group-attachment";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { targetGroupPurpose } from "../load-balancing/target-group-name";
import { callersOnly } from "./auth-policy";
import type { MeshLoadBalancer } from "./mesh-load-balancer";

export interface MeshServiceProps {
  readonly site: Site;
  /** Name of the service; part of its names. */
  readonly service: string;
  readonly serviceNetworkId: string;
  /** Load balancer in front of its pods. */
  readonly target: MeshTarget;
  /** Roles that may call it. They also need permission themselves: see grants.ts. */
  readonly callerRoleArns: readonly string[];
}

export interface MeshTarget {
  readonly vpcId: string;
  readonly loadBalancer: MeshLoadBalancer;
  /** TCP port of its listener. */
  readonly port: number;
}

/**
 * A service of a mesh: HTTPS with a certificate of VPC Lattice on a name that Lattice makes up, and HTTP/1 to the load
 * balancer in front of its pods. It takes signed requests of the roles that are named, and no others.
 */
export class MeshService extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    const { site, serviceNetworkId, target, callerRoleArns } = props;
    const { names } = site;
    const service = new VpclatticeService(this, "service", {
      name: names.of("lattice-service", props.service),
      authType: "AWS_IAM",
    });
    new VpclatticeAuthPolicy(this, "auth", {
      resourceIdentifier: service.arn,
      policy: callersOnly(site, callerRoleArns),
    });
    new VpclatticeServiceNetworkServiceAssociation(this, "network", {
      serviceIdentifier: service.id,
      serviceNetworkIdentifier: serviceNetworkId,
    });

    const { vpcId, loadBalancer, port } = target;
    // Elastic Load Balancing asks pods for their health; VPC Lattice asks no load balancer.
    const targets = new VpclatticeTargetGroup(this, "targets", {
      name: names.of("lattice-target-group", targetGroupPurpose(props.service, { port, protocol: "http1" })),
      type: "ALB",
      config: { vpcIdentifier: vpcId, port, protocol: "HTTP", protocolVersion: "HTTP1" },
      lifecycle: { createBeforeDestroy: true },
    });
    new VpclatticeTargetGroupAttachment(this, "target", {
      targetGroupIdentifier: targets.id,
      target: { id: loadBalancer.arn, port },
      dependsOn: [loadBalancer.listener],
    });
    new VpclatticeListener(this, "listener", {
      name: "https",
      serviceIdentifier: service.id,
      protocol: "HTTPS",
      port: 443,
      defaultAction: { forward: [{ targetGroups: [{ targetGroupIdentifier: targets.id, weight: 100 }] }] },
    });
    this.arn = service.arn;
    this.url = `https://${service.dnsEntry.get(0).domainName}`;
  }
}
