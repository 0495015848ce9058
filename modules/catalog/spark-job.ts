import { GlueJob } from "@cdktf/provider-aws/lib/glue-job";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { networkPermissions } from "./etl-job-permissions";
import { glueLogGroup, readSecurityConfiguration, writeLogs } from "./glue-logging";
import type { SparkWorkers } from "./network-connections";
import { sparkRolePurpose } from "./spark-role";

export interface SparkJobCapacity {
  /** G.1X has 4 vCPU and 16 GB, each size twice the one before. */
  readonly workerType: "G.1X" | "G.2X" | "G.4X" | "G.8X";
  /** The most workers a run takes, at least 2; Glue gives back what idles. */
  readonly maxWorkers: number;
  /** Minutes after which a run is ended, at most 10080. */
  readonly timeoutMinutes: number;
  /** How often a run that failed is started again. @default 0 */
  readonly maxRetries?: 0 | 1;
}

/** What a job runs, and its arguments. */
export interface SparkProgram {
  /** What it is for, as in "raw-to-processed"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  /** Where the PySpark script is, as in "s3://strata-dev-code/jobs/raw_to_processed.py". */
  readonly scriptLocation: string;
  /** What the script may do besides writing its logs. */
  readonly statements: readonly PolicyStatement[];
  /** Arguments that no run replaces. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Arguments that the caller of a run may replace, as in `{ "--lookback-days": "3" }`. @default none */
  readonly defaults?: Readonly<Record<string, string>>;
}

export interface SparkJobProps {
  readonly site: Site;
  readonly program: SparkProgram;
  readonly capacity: SparkJobCapacity;
  /** How it encrypts what it writes. */
  readonly security: { readonly plainName: string; readonly configurationName: string };
  /** The workers are in these subnets. @default outside of the VPC */
  readonly network?: SparkWorkers;
}

/** A Spark job of AWS Glue, one run at a time. */
export class SparkJob extends Construct {
  readonly jobName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: SparkJobProps) {
    super(scope, id);
    const { site, program, capacity, security, network } = props;
    const { names } = site;
    const { purpose, description } = program;
    const rolePurpose = sparkRolePurpose(purpose);
    const roleName = names.of("iam-role", rolePurpose);
    // Glue appends security configuration, role and stream to the prefix it is given.
    const logGroups = ["error", "output"].map((stream) =>
      glueLogGroup(
        this,
        stream,
        names.of("log-group", `glue/${security.plainName}-role/${roleName}/${stream}`),
        site.logs,
      ),
    );
    const role = new ServiceRole(this, "role", {
      site,
      purpose: rolePurpose,
      description,
      service: "glue.amazonaws.com",
      statements: [
        ...program.statements,
        ...(network ? networkPermissions(site, network) : []),
        writeLogs(logGroups),
        readSecurityConfiguration,
      ],
    });
    const job = new GlueJob(this, "job", {
      name: names.of("glue", purpose),
      description,
      roleArn: role.arn,
      glueVersion: "5.0",
      executionClass: "STANDARD",
      workerType: capacity.workerType,
      numberOfWorkers: capacity.maxWorkers,
      timeout: capacity.timeoutMinutes,
      maxRetries: capacity.maxRetries ?? 0,
      // Two runs at a time would do the same work, and see half of each other's.
      executionProperty: { maxConcurrentRuns: 1 },
      securityConfiguration: security.configurationName,
      connections: network && [...network.connectionNames],
      command: { name: "glueetl", pythonVersion: "3", scriptLocation: program.scriptLocation },
      defaultArguments: {
        "--enable-auto-scaling": "true",
        "--enable-job-insights": "true",
        "--enable-metrics": "true",
        "--enable-observability-metrics": "true",
        "--enable-spark-ui": "true",
        "--job-language": "python",
        ...program.defaults,
      },
      nonOverridableArguments: {
        "--custom-logGroup-prefix": names.of("log-group", "glue"),
        // The jobs skip work that is already done, so they need no job bookmarks.
        "--job-bookmark-option": "job-bookmark-disable",
        ...program.arguments,
      },
      dependsOn: logGroups,
    });
    this.jobName = job.name;
    this.roleArn = role.arn;
  }
}
