import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { sendMessages } from "../queues/grants";

export interface LambdaFunctionProps {
  readonly site: Site;
  /** What the function does, as in "rotate-secret"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  /** Deployment package: an ES module `index.mjs` that exports `handler`. */
  readonly code: { readonly path: string; readonly hash: string };
  readonly limits: FunctionLimits;
  /** What the function may do beside writing its logs and traces. */
  readonly statements: readonly PolicyStatement[];
  /** Key of the queue that keeps the events that failed. */
  readonly queueKeyArn: string;
}

export interface FunctionLimits {
  /** @default 256 */
  readonly memoryMiB?: number;
  /** Longest run. 1 to 900. */
  readonly timeoutSeconds: number;
}

/** Longest time a queue keeps a message (SQS API, SetQueueAttributes). */
const fourteenDays = 14 * 24 * 60 * 60;

/**
 * A Lambda function in Node.js on Graviton, with traces, JSON logs and a queue for what it could not handle. It reserves
 * no concurrency: a new account may run 10 functions at a time and reserve none of them
 * (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
export class LambdaFunction extends Construct {
  readonly arn: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { site, purpose, description, code, limits, queueKeyArn } = props;
    const { names, logs } = site;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", `functions/${purpose}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    });
    const failed = new SqsQueue(this, "failed", {
      name: names.of("sqs-queue", `${purpose}-failed`),
      kmsMasterKeyId: queueKeyArn,
      messageRetentionSeconds: fourteenDays,
    });
    const role = new ServiceRole(this, "role", {
      site,
      purpose,
      description,
      service: "lambda.amazonaws.com",
      statements: [
        {
          sid: "WriteLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: `${logGroup.arn}:*`,
        },
        // X-Ray knows no resources for these.
        { sid: "WriteTraces", actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources: "*" },
        ...sendMessages("FailedEvents", { arn: failed.arn, kmsKeyArn: queueKeyArn, region: site.region }),
        ...props.statements,
      ],
    });
    const lambda = new AwsLambdaFunction(this, "function", {
      functionName: names.of("lambda-function", purpose),
      description,
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: code.path,
      sourceCodeHash: code.hash,
      memorySize: limits.memoryMiB ?? 256,
      timeout: limits.timeoutSeconds,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      deadLetterConfig: { targetArn: failed.arn },
      // Lambda checks at creation that the role may write to the queue.
      dependsOn: [role.policy],
    });
    this.arn = lambda.arn;
    this.functionName = lambda.functionName;
  }
}
