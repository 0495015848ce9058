import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EmrserverlessApplication } from "@cdktf/provider-aws/lib/emrserverless-application";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { type LakeAccess, lakeStatements } from "./lake-access";
import { currentRelease } from "./release";

export interface SparkApplicationProps {
  readonly site: Site;
  /** What the jobs are for, as in "spark"; part of the names. */
  readonly purpose: string;
  readonly lake: LakeAccess;
  /** Where workers get their addresses. EMR Serverless spreads them over the subnets' zones. */
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
  /** The most that all jobs together may take at a time: vCPUs, GiB of memory, GiB of disk. What comes on top waits. */
  readonly maximumCapacity: { readonly vcpu: number; readonly memoryGiB: number; readonly diskGiB: number };
  /** Minutes without a job after which the application stops, 1 to 10080. The next job starts it. @default 15 */
  readonly idleMinutes?: number;
  /** Takes effect only while the application is stopped. @default the newest of the 7 series */
  readonly releaseLabel?: string;
}

/**
 * Spark on EMR Serverless, on Graviton, without a worker that waits for jobs. Jobs run as the runtime role, which the
 * principal that starts a job passes.
 *
 * Where a job logs to is no argument of the application in the provider: each job run names `logGroupName` in its
 * `monitoringConfiguration.cloudWatchLoggingConfiguration`, and turns `managedPersistenceMonitoringConfiguration` off, or
 * EMR keeps a second copy under an EMR-owned key. Disks of workers are encrypted by EMR; a key of the account is
 * named by job run as well (`diskEncryptionConfiguration`).
 */
export class SparkApplication extends Construct {
  readonly applicationId: string;
  readonly arn: string;
  readonly runtimeRoleArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: SparkApplicationProps) {
    super(scope, id);
    const { site, purpose, placement, maximumCapacity } = props;
    const { names, account, region, logs } = site;
    const application = new EmrserverlessApplication(this, "application", {
      name: names.of("emr-application", purpose),
      releaseLabel: props.releaseLabel ?? currentRelease,
      type: "spark",
      architecture: "ARM64",
      maximumCapacity: {
        cpu: `${maximumCapacity.vcpu} vCPU`,
        memory: `${maximumCapacity.memoryGiB} GB`,
        disk: `${maximumCapacity.diskGiB} GB`,
      },
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: props.idleMinutes ?? 15 },
      networkConfiguration: {
        subnetIds: [...placement.subnetIds],
        securityGroupIds: [placement.securityGroupId],
      },
      interactiveConfiguration: { livyEndpointEnabled: false, studioEnabled: false },
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", `emr/${purpose}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    });
    const role = new ServiceRole(this, "runtime-role", {
      site,
      purpose: `emr-${purpose}`,
      description: "Runs Spark jobs over the data lake.",
      service: "emr-serverless.amazonaws.com",
      statements: [
        ...lakeStatements(site, props.lake),
        // EMR Serverless asks to create the group it is given, too, which changes nothing for one that exists.
        {
          sid: "WriteLogs",
          actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [logGroup.arn, `${logGroup.arn}:*`],
        },
        // It is how EMR Serverless looks for its log group, and knows no narrower resource.
        { sid: "FindLogGroup", actions: "logs:DescribeLogGroups", resources: `arn:aws:logs:${region}:${account}:*` },
      ],
    });
    this.applicationId = application.id;
    this.arn = application.arn;
    this.runtimeRoleArn = role.arn;
    this.logGroupName = logGroup.name;
  }
}
