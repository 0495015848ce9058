import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { CatalogSecurityConfiguration } from "./catalog-security-configuration";
import type { EtlJobData } from "./etl-job-data";
import { jobPermissions } from "./etl-job-permissions";
import { locationOf } from "./lake-prefix";
import type { SparkWorkers } from "./network-connections";
import { SparkJob, type SparkJobCapacity } from "./spark-job";

export interface EtlJobProps {
  readonly site: Site;
  /** The PySpark script: where it is, as in "s3://strata-dev-code/jobs/raw_to_processed.py", and its key. */
  readonly script: { readonly location: string; readonly kmsKeyArn: string };
  readonly data: EtlJobData;
  readonly capacity: SparkJobCapacity;
  readonly security: CatalogSecurityConfiguration;
  /** The workers are in these subnets. @default outside of the VPC */
  readonly network?: SparkWorkers;
  /** Arguments of the script that the caller of a run may replace, as in `{ "--lookback-days": "3" }`. @default none */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** The job that turns the raw zone into the processed zone, one run at a time. */
export class EtlJob extends SparkJob {
  constructor(scope: Construct, id: string, props: EtlJobProps) {
    const { site, script, data, capacity, security, network, defaults } = props;
    super(scope, id, {
      site,
      program: {
        purpose: "raw-to-processed",
        description: "Turns the raw zone into the processed zone.",
        scriptLocation: script.location,
        statements: jobPermissions(site, script, data),
        arguments: {
          "--quarantine": locationOf(data.quarantine),
          "--source": locationOf(data.source),
          "--spark-event-logs-path": locationOf(data.eventLogs),
          "--target": locationOf(data.target),
        },
        defaults,
      },
      capacity,
      security,
      network,
    });
  }
}
