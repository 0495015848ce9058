import { GlueJob } from "@cdktf/provider-aws/lib/glue-job";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import type { CatalogSecurityConfiguration } from "./catalog-security-configuration";
import type { EtlJobData } from "./etl-job-data";
import { jobPermissions, networkPermissions } from "./etl-job-permissions";
import { glueLogGroup, readSecurityConfiguration, writeLogs } from "./glue-logging";
import { locationOf } from "./lake-prefix";
import type { NetworkConnections } from "./network-connections";

export interface EtlJobCapacity {
  /** G.1X has 4 vCPU and 16 GB, each size twice the one before. */
  readonly workerType: "G.1X" | "G.2X" | "G.4X" | "G.8X";
  /** The most workers a run takes, at least 2; Glue gives back what idles. */
  readonly maxWorkers: number;
  /** Minutes after which a run is ended, at most 10080. */
  readonly timeoutMinutes: number;
  /** How often a run that failed is started again. @default 0 */
  readonly maxRetries?: 0 | 1;
}

export interface EtlJobProps {
  readonly site: Site;
  /** The PySpark script: where it lies, as in "s3://strata-dev-code/jobs/raw_to_processed.py", and its key. */
  readonly script: { readonly location: string; readonly kmsKeyArn: string };
  readonly data: EtlJobData;
  readonly capacity: EtlJobCapacity;
  readonly security: CatalogSecurityConfiguration;
  /** The workers stand in these subnets. @default outside of the VPC */
  readonly network?: NetworkConnections;
  /** Arguments of the script that whoever starts a run may replace, as in `{ "--lookback-days": "3" }`. @default none */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** The job that turns the raw zone into the processed zone, one run at a time. */
export class EtlJob extends Construct {
  readonly jobName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: EtlJobProps) {
    super(scope, id);
    const { site, script, data, capacity, security, network } = props;
    const { names } = site;
    const purpose = "raw-to-processed";
    const rolePurpose = `glue-${purpose}`;
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
      description: "Turns the raw zone into the processed zone.",
      service: "glue.amazonaws.com",
      statements: [
        ...jobPermissions(site, script, data),
        ...(network ? networkPermissions(site, network) : []),
        writeLogs(logGroups),
        readSecurityConfiguration,
      ],
    });
    const job = new GlueJob(this, "job", {
      name: names.of("glue", purpose),
      description: "Turns the raw zone into the processed zone.",
      roleArn: role.arn,
      glueVersion: "5.0",
      executionClass: "STANDARD",
      workerType: capacity.workerType,
      numberOfWorkers: capacity.maxWorkers,
      timeout: capacity.timeoutMinutes,
      maxRetries: capacity.maxRetries ?? 0,
      // Two runs at a time would both write an event that both find new.
      executionProperty: { maxConcurrentRuns: 1 },
      securityConfiguration: security.configurationName,
      connections: network && [...network.connectionNames],
      command: { name: "glueetl", pythonVersion: "3", scriptLocation: script.location },
      defaultArguments: {
        "--enable-auto-scaling": "true",
        "--enable-job-insights": "true",
        "--enable-metrics": "true",
        "--enable-observability-metrics": "true",
        "--enable-spark-ui": "true",
        "--job-language": "python",
        ...props.defaults,
      },
      nonOverridableArguments: {
        "--custom-logGroup-prefix": names.of("log-group", "glue"),
        // The job takes what is stored already for done, which needs no memory of its own.
        "--job-bookmark-option": "job-bookmark-disable",
        "--quarantine": locationOf(data.quarantine),
        "--source": locationOf(data.source),
        "--spark-event-logs-path": locationOf(data.eventLogs),
        "--target": locationOf(data.target),
      },
      dependsOn: logGroups,
    });
    this.jobName = job.name;
    this.roleArn = role.arn;
  }
}
