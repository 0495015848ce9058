import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { ListenerTlsPolicy } from "./tls-policies";

export interface EdgeLoadBalancerProps {
  readonly site: Site;
  readonly placement: {
    /** Whether it has addresses on the internet. */
    readonly isPublic: boolean;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  readonly tls: {
    readonly policy: ListenerTlsPolicy;
    /** ARN of the certificate for clients that name no host of the others. */
    readonly certificateArn: string;
    /** ARNs of the others, by host. */
    readonly others: Readonly<Record<string, string>>;
  };
  /** Bucket of access and connection logs, and what has to be there before they are delivered. */
  readonly logs: { readonly bucketName: string; readonly policy: ITerraformDependable };
}

/**
 * The Application Load Balancer behind CloudFront: HTTPS and WebSocket only. It answers 404 itself to what no rule of its
 * listener takes.
 */
export class EdgeLoadBalancer extends Construct {
  readonly arn: string;
  /** As CloudWatch knows it: `app/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Zone of its DNS name, for alias records. */
  readonly zoneId: string;
  readonly listenerArn: string;

  constructor(scope: Construct, id: string, props: EdgeLoadBalancerProps) {
    super(scope, id);
    const { site, placement, tls, logs } = props;
    const logsOf = (prefix: string) => ({ bucket: logs.bucketName, prefix, enabled: true });
    const loadBalancer = new Lb(this, "lb", {
      name: site.names.of("load-balancer", "edge"),
      loadBalancerType: "application",
      internal: !placement.isPublic,
      subnets: [...placement.subnetIds],
      securityGroups: [...placement.securityGroupIds],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: site.deletionProtection,
      enableZonalShift: true,
      accessLogs: logsOf("requests"),
      connectionLogs: logsOf("connections"),
      dependsOn: [logs.policy],
    });
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tls.policy,
      certificateArn: tls.certificateArn,
      routingHttpResponseServerEnabled: false,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
    for (const [host, certificateArn] of Object.entries(tls.others)) {
      new LbListenerCertificate(this, `certificate-${host}`, { listenerArn: listener.arn, certificateArn });
    }
    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.listenerArn = listener.arn;
  }
}
