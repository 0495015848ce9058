import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaFunction as AwsLambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { EncryptedQueue } from "../queues/encrypted-queue";
import { sendMessages } from "../queues/grants";
import { functionArn } from "./function-arn";
import { attachToVpc } from "./vpc-access";

export interface LambdaFunctionProps {
  readonly site: Site;
  /** What the function does, as in "rotate-secret"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  /** Deployment package: an ES module `index.mjs` that exports `handler`. */
  readonly code: { readonly path: string; readonly hash: string };
  readonly settings: FunctionSettings;
  readonly role: FunctionRole;
  /** Key of the queue that keeps the events that failed. */
  readonly queueKeyArn: string;
}

export interface FunctionSettings {
  /** @default 256 */
  readonly memoryMiB?: number;
  /** Longest run. 1 to 900. */
  readonly timeoutSeconds: number;
  /**
   * Runs at a time, set aside for this function. A new account may run 10 functions at a time and set none of them aside
   * (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
   * @default none set aside
   */
  readonly reservedConcurrency?: number;
  /** Environment variables, and the key that encrypts them. @default none */
  readonly environment?: { readonly variables: Readonly<Record<string, string>>; readonly kmsKeyArn: string };
  /** Where it reaches private addresses from. @default outside of the VPC */
  readonly placement?: { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
  /** Whether each change of code or settings becomes a version that stays as it is. @default false */
  readonly versions?: boolean;
  /** Tags in addition to those of the provider, for policies that go by them. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface FunctionRole {
  /** What the function may do in addition to writing its logs and traces. */
  readonly statements: readonly PolicyStatement[];
  /** Part of the role's name. @default the purpose of the function */
  readonly purpose?: string;
  /** Tags in addition to those of the provider, for policies that go by them. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A Lambda function in Node.js on Graviton, with traces, JSON logs and a queue for what it could not handle. */
export class LambdaFunction extends Construct {
  readonly arn: string;
  readonly functionName: string;
  readonly logGroupName: string;
  readonly roleName: string;
  /** Queue that keeps the events that failed. */
  readonly failedQueueArn: string;
  /** Number of the newest version; `$LATEST` where there are none. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { site, purpose, description, code, settings, queueKeyArn } = props;
    const { environment, placement } = settings;
    const { names, logs, region } = site;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", `functions/${purpose}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    });
    const rolePurpose = props.role.purpose ?? purpose;
    const failed = new EncryptedQueue(this, "failed", {
      site,
      purpose: `${purpose}-failed`,
      kmsKeyArn: queueKeyArn,
      // Lambda sends with the function's role.
      publishers: { roleArns: [`arn:aws:iam::${site.account}:role/${names.of("iam-role", rolePurpose)}`] },
    });
    const readVariables = (keyArns: string) =>
      useKey({ sid: "ReadVariables", actions: keyActions.read, keyArns, region, through: "lambda" });
    const role = new ServiceRole(this, "role", {
      site,
      purpose: rolePurpose,
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
        ...sendMessages("FailedEvents", { arn: failed.arn, kmsKeyArn: queueKeyArn, region }),
        ...(environment ? [readVariables(environment.kmsKeyArn)] : []),
        ...(placement ? attachToVpc(site, functionArn(site, purpose)) : []),
        ...props.role.statements,
      ],
      tags: props.role.tags,
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
      memorySize: settings.memoryMiB ?? 256,
      timeout: settings.timeoutSeconds,
      reservedConcurrentExecutions: settings.reservedConcurrency,
      publish: settings.versions,
      tags: settings.tags && { ...settings.tags },
      environment: environment && { variables: { ...environment.variables } },
      kmsKeyArn: environment?.kmsKeyArn,
      vpcConfig: placement && {
        subnetIds: [...placement.subnetIds],
        securityGroupIds: [...placement.securityGroupIds],
      },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      deadLetterConfig: { targetArn: failed.arn },
      // Lambda checks at creation that the role may write to the queue, and attach it to the VPC.
      dependsOn: [role.policy],
    });
    this.arn = lambda.arn;
    this.functionName = lambda.functionName;
    this.logGroupName = logGroup.name;
    this.roleName = role.roleName;
    this.failedQueueArn = failed.arn;
    this.version = lambda.version;
  }
}
