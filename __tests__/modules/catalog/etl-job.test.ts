import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EtlJobProps } from "../../../modules/catalog/etl-job";
import { projectRoot } from "../../../platform/root";
import { at, type ProbeStack, probe, statementsOf, typesOf } from "../../support/synthesis";
import { artifactsKey, connectionsOf, jobIn, lakeKey, logsKey } from "./support";

const synth = (changes: (stack: ProbeStack) => Partial<EtlJobProps> = () => ({})) =>
  probe((stack) => {
    jobIn(stack, changes(stack));
  });
const inVpc = () => synth((stack) => ({ network: connectionsOf(stack) }));
const permissionsOf = (json: ReturnType<typeof synth>) => statementsOf(at(json, "aws_iam_role_policy.etl_role").policy);

describe("the job from raw to processed", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(inVpc())).toEqual({
      aws_cloudwatch_log_group: 2,
      aws_glue_connection: 2,
      aws_glue_job: 1,
      aws_glue_security_configuration: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
  });

  test("runs the script on Glue 5.0, one run at a time, within its limits", () => {
    expect(at(synth(), "aws_glue_job.etl")).toMatchObject({
      name: "strata-test-raw-to-processed",
      glue_version: "5.0",
      execution_class: "STANDARD",
      worker_type: "G.1X",
      number_of_workers: 4,
      timeout: 60,
      max_retries: 0,
      execution_property: { max_concurrent_runs: 1 },
      security_configuration: "${aws_glue_security_configuration.lake.name}",
      command: { name: "glueetl", script_location: "s3://strata-test-code/jobs/raw_to_processed.py" },
    });
  });

  test("passes arguments that the script knows, and stops the principal that starts a run from redirecting the data", () => {
    const job = at(
      synth(() => ({ defaults: { "--lookback-days": "3" } })),
      "aws_glue_job.etl",
    );
    expect(job.non_overridable_arguments).toMatchObject({
      "--source": "s3://strata-test-lake-raw/events/",
      "--target": "s3://strata-test-lake-processed/events/",
      "--quarantine": "s3://strata-test-lake-raw/quarantine/events/",
      "--spark-event-logs-path": "s3://strata-test-lake-logs/spark/",
      "--job-bookmark-option": "job-bookmark-disable",
    });
    expect(job.default_arguments).toMatchObject({ "--enable-auto-scaling": "true", "--lookback-days": "3" });
    const script = readFileSync(join(projectRoot(), "jobs", "raw_to_processed.py"), "utf8");
    for (const argument of ["--source", "--target", "--quarantine", "--lookback-days"]) {
      expect(script).toContain(`add_argument("${argument}"`);
    }
  });

  test("logs to groups that are there before Glue makes them: encrypted, with an end", () => {
    const json = synth();
    const path = "/strata/test/glue/strata-test-lake-role/strata-test-glue-raw-to-processed";
    for (const stream of ["error", "output"]) {
      expect(at(json, `aws_cloudwatch_log_group.etl_${stream}`)).toMatchObject({
        name: `${path}/${stream}`,
        kms_key_id: logsKey,
        retention_in_days: 400,
      });
    }
    const job = at(json, "aws_glue_job.etl");
    expect(job.non_overridable_arguments).toMatchObject({ "--custom-logGroup-prefix": "/strata/test/glue" });
    expect(job.depends_on).toEqual(["aws_cloudwatch_log_group.etl_error", "aws_cloudwatch_log_group.etl_output"]);
    expect(at(json, "aws_iam_role.etl").name).toBe("strata-test-glue-raw-to-processed");
    // Glue stops logging without it.
    expect(permissionsOf(json).WriteLogs?.Action).toContain("logs:AssociateKmsKey");
  });

  test("reads the source, and writes only to the target, the quarantine and the logs", () => {
    const statements = permissionsOf(synth());
    expect(statements.ReadSource).toMatchObject({
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::strata-test-lake-raw/events/*",
    });
    expect(statements.Write?.Resource).toEqual([
      "arn:aws:s3:::strata-test-lake-processed/events/*",
      "arn:aws:s3:::strata-test-lake-processed/events_$folder$",
      "arn:aws:s3:::strata-test-lake-raw/quarantine/events/*",
      "arn:aws:s3:::strata-test-lake-raw/quarantine/events_$folder$",
      "arn:aws:s3:::strata-test-lake-logs/spark/*",
      "arn:aws:s3:::strata-test-lake-logs/spark_$folder$",
    ]);
    expect(statements.ReadScript?.Resource).toBe("arn:aws:s3:::strata-test-code/jobs/raw_to_processed.py");
    expect(statements.UseKeys).toMatchObject({
      Resource: [lakeKey, artifactsKey],
      Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    });
    const everything = Object.values(statements).filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(everything.map(({ Sid }) => Sid)).toEqual(["PutMetrics", "ReadSecurityConfiguration"]);
    expect(Object.keys(statements)).not.toContain("AttachWorkers");
  });

  test("in the VPC attaches workers to its subnets and its security group only", () => {
    const json = inVpc();
    expect(at(json, "aws_glue_job.etl").connections).toEqual([
      "${aws_glue_connection.network_a.name}",
      "${aws_glue_connection.network_b.name}",
    ]);
    expect(at(json, "aws_glue_connection.network_b")).toMatchObject({
      name: "strata-test-network-b",
      connection_type: "NETWORK",
      physical_connection_requirements: {
        availability_zone: "us-east-1b",
        security_group_id_list: ["sg-data"],
        subnet_id: "subnet-b",
      },
    });
    const statements = permissionsOf(json);
    expect(statements.AttachWorkers?.Resource).toEqual([
      "arn:aws:ec2:us-east-1:111122223333:network-interface/*",
      "arn:aws:ec2:us-east-1:111122223333:security-group/sg-data",
      "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-a",
      "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-b",
    ]);
    expect(statements.DetachWorkers?.Condition).toHaveProperty("ArnEquals.ec2:Subnet");
    expect(statements.ReadConnections?.Resource).toContain(
      "arn:aws:glue:us-east-1:111122223333:connection/${aws_glue_connection.network_a.name}",
    );
  });

  test("lets Glue assume the role as Glue documents it", () => {
    const role = at(synth(), "aws_iam_role.etl");
    const { AssumedByService } = statementsOf(role.assume_role_policy);
    expect(AssumedByService?.Principal).toEqual({ Service: "glue.amazonaws.com" });
    expect(AssumedByService).not.toHaveProperty("Condition");
  });
});
