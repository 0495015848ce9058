import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { movedTag } from "./moved-rule";

export interface PrivateServicesProps {
  readonly site: Site;
  /** What calls the services, as in "api"; part of the names. */
  readonly purpose: string;
  readonly placement: {
    readonly subnetIds: readonly string[];
    /** Group that lets its members talk to each other, pods included. */
    readonly securityGroupId: string;
  };
  /** The services by name. */
  readonly services: Readonly<Record<string, PrivateService>>;
}

export interface PrivateService {
  /** Port of the listener, no other service's. */
  readonly port: number;
  readonly targetGroupArn: string;
  /** A delivery moves requests between this target group and another. @default requests stay with it */
  readonly moves?: boolean;
}

/**
 * The way from an HTTP API to services inside the VPC: a link, and an internal load balancer with a listener for each
 * service. Clients outside the VPC reach it only through the link.
 */
export class PrivateServices extends Construct {
  readonly vpcLinkId: string;
  readonly loadBalancerArn: string;
  /** By service. */
  readonly listenerArns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: PrivateServicesProps) {
    super(scope, id);
    const { site, purpose, placement, services } = props;
    const subnetsAndGroup = {
      securityGroups: [placement.securityGroupId],
      subnets: [...placement.subnetIds],
    };
    const loadBalancer = new Lb(this, "load-balancer", {
      name: site.names.of("load-balancer", purpose),
      internal: true,
      loadBalancerType: "application",
      ...subnetsAndGroup,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: site.deletionProtection,
    });
    const link = new Apigatewayv2VpcLink(this, "link", {
      name: site.names.of("api", purpose),
      securityGroupIds: subnetsAndGroup.securityGroups,
      subnetIds: subnetsAndGroup.subnets,
    });
    this.vpcLinkId = link.id;
    this.loadBalancerArn = loadBalancer.arn;
    this.listenerArns = Object.fromEntries(
      Object.entries(services).map(([name, { port, targetGroupArn, moves }]) => [
        name,
        new LbListener(this, `listener-${name}`, {
          loadBalancerArn: loadBalancer.arn,
          port,
          protocol: "HTTP",
          defaultAction: [{ type: "forward", targetGroupArn }],
          ...(moves && { tags: { [movedTag]: name }, lifecycle: { ignoreChanges: ["default_action"] } }),
        }).arn,
      ]),
    );
  }
}
