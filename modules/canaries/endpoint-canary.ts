import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SyntheticsCanary } from "@cdktf/provider-aws/lib/synthetics-canary";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface EndpointCanaryProps {
  readonly site: Site;
  /** What it asks, as in "chat"; part of its name. */
  readonly purpose: string;
  /** Path of the zip with its script. Its name has to change with the content: the provider looks at nothing else. */
  readonly scriptPath: string;
  /** What the script reads from its environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timing: { readonly everyMinutes: number; readonly timeoutSeconds: number };
  readonly runs: CanaryRuns;
}

/** What runs need. */
export interface CanaryRuns {
  readonly roleArn: string;
  /** Where reports go, as in "s3://bucket/canaries". */
  readonly reports: string;
  readonly kmsKeyArn: string;
}

/**
 * Node.js 20 without a browser (AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html). AWS takes no
 * new canary with a version that it has deprecated: CloudWatch_Synthetics_Runtime_Support_Policy.html there.
 */
const runtimeVersion = "syn-nodejs-3.1";

/** Asks an endpoint again and again, from outside of the VPC, and counts how often the answer is right. */
export class EndpointCanary extends Construct {
  readonly canaryName: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: EndpointCanaryProps) {
    super(scope, id);
    const { site, timing, runs } = props;
    this.canaryName = site.names.of("canary", props.purpose);
    const canary = new SyntheticsCanary(this, "canary", {
      name: this.canaryName,
      handler: "index.handler",
      runtimeVersion,
      zipFile: props.scriptPath,
      executionRoleArn: runs.roleArn,
      artifactS3Location: runs.reports,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: runs.kmsKeyArn } },
      startCanary: true,
      deleteLambda: true,
      schedule: { expression: `rate(${timing.everyMinutes} minute${timing.everyMinutes === 1 ? "" : "s"})` },
      runConfig: { timeoutInSeconds: timing.timeoutSeconds, environmentVariables: { ...props.variables } },
      successRetentionPeriod: 31,
      failureRetentionPeriod: 31,
    });
    // The role may not make the group, so that it cannot come without a key and a retention.
    const functionName = Fn.element(Fn.split(":", canary.engineArn), 6);
    this.logGroupName = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/lambda/${functionName}`,
      kmsKeyId: site.logs.kmsKeyArn,
      retentionInDays: site.logs.retentionDays,
    }).name;
  }
}
