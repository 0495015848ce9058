import { describe, expect, test } from "vitest";
import { configurationName } from "../../functions/operate-models/deployment";
import type { ModelEvent } from "../../functions/operate-models/event";
import { versionForBatch } from "../../functions/operate-models/operation";
import { analysisFiles, constraintsFiles } from "../../modules/models/monitor-settings";
import { approval, approvedVersion, atRest, operation, packageArn, settings, wanted } from "./operated-models";

describe("an approved version", () => {
  test("is deployed as the settings say, isolated and under the key", async () => {
    const { sagemaker, counted, run } = operation();
    await run(approval);
    expect(sagemaker.models.get("strata-dev-propensity-v3")).toEqual({
      ModelName: "strata-dev-propensity-v3",
      ExecutionRoleArn: settings.roleArn,
      PrimaryContainer: { ModelPackageName: packageArn },
      VpcConfig: { Subnets: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
      EnableNetworkIsolation: true,
    });
    expect(sagemaker.configurations.get(wanted)).toMatchObject({
      KmsKeyId: settings.kmsKeyArn,
      ProductionVariants: [{ ...settings.variant, ModelName: "strata-dev-propensity-v3" }],
    });
    expect(sagemaker.updates).toEqual([
      expect.objectContaining({
        EndpointConfigName: wanted,
        DeploymentConfig: settings.deployment,
        RetainAllVariantProperties: true,
      }),
    ]);
    expect(counted).toEqual(["ModelDeployments propensity"]);
  });

  test("that is live already changes nothing", async () => {
    const { sagemaker, run } = operation();
    sagemaker.live = wanted;
    await run(approval);
    expect([sagemaker.updates, sagemaker.models.size]).toEqual([[], 0]);
  });

  test("waits while another is deployed, and gets its turn when the endpoint has come to rest", async () => {
    const { sagemaker, run } = operation();
    sagemaker.status = "Updating";
    await run(approval);
    expect(sagemaker.updates).toEqual([]);
    sagemaker.status = "InService";
    await run(atRest);
    expect(sagemaker.updates).toHaveLength(1);
  });

  test("is named by its settings: others make another configuration", () => {
    const larger = { ...settings, variant: { ...settings.variant, InstanceType: "ml.m5.xlarge" as const } };
    expect(configurationName(larger, approvedVersion)).not.toBe(wanted);
    expect(configurationName({ ...settings, retrain: true }, approvedVersion)).toBe(wanted);
  });
});

describe("once the endpoint has come to rest", () => {
  test("a version that is live brings its baselines", async () => {
    const { sagemaker, copied, written, counted, run } = operation();
    sagemaker.live = wanted;
    await run(atRest);
    expect(copied).toEqual(
      [
        ["baseline/statistics.json", "statistics.json"],
        ["baseline/constraints.json", "constraints.json"],
        ["report/constraints.json", "quality-constraints.json"],
        ["report/bias.json", "bias.json"],
        ["bias/analysis.json", "bias-constraints.json"],
        ["explain/analysis.json", "explainability-constraints.json"],
      ].map(([from, to]) => ({
        Bucket: "code",
        Key: `models/propensity/monitoring/${to}`,
        CopySource: `artifacts/models/propensity/runs/1/${from}`,
      })),
    );
    // Which model the monitor asks a copy of is known here: that of the version.
    const predictor = { instance_type: "ml.m5.large", model_name: "strata-dev-propensity-v3" };
    expect(written).toEqual([
      {
        Bucket: "code",
        Key: "models/propensity/monitoring/explainability.json",
        Body: JSON.stringify({ headers: ["orders_30d"], predictor }),
      },
    ]);
    const names = ([...copied, ...written] as { Key: string }[]).map(({ Key }) => Key.split("/").at(-1));
    const watched = ["statistics.json", ...Object.values(constraintsFiles), ...Object.values(analysisFiles)];
    expect(names.sort()).toEqual(watched.sort());
    expect(counted).toEqual([]);
  });

  test("a version that was rolled back is counted, and not tried again by itself", async () => {
    const { sagemaker, counted, copied, run } = operation();
    await run(approval);
    // SageMaker says that it is in service, with what it served before.
    await run(atRest);
    await run(atRest);
    expect(sagemaker.updates).toHaveLength(1);
    expect(counted.filter((one) => one === "ModelRollbacks propensity")).toHaveLength(2);
    expect(copied).toEqual([]);
    // Approved again, it is.
    await run(approval);
    expect(sagemaker.updates).toHaveLength(2);
  });

  test("nothing happens as long as no version was approved", async () => {
    const { sagemaker, counted, run } = operation();
    sagemaker.approved = false;
    await run(atRest);
    await run({ kind: "settings", model: "propensity" });
    expect([sagemaker.updates, counted]).toEqual([[], []]);
  });
});

describe("a violation", () => {
  const violation: ModelEvent = { kind: "violation", model: "propensity", monitor: "data", message: "2 violations" };

  test.each([
    [true, ["strata-dev-propensity"]],
    [false, []],
  ])("is counted, and with retrain: %s starts %j", async (retrain, started) => {
    const { sagemaker, counted, run } = operation({ retrain });
    await run(violation);
    expect(counted).toEqual(["ModelViolations propensity"]);
    expect(sagemaker.started).toEqual(started);
  });
});

describe("predictions in batches", () => {
  test("score with the version that was approved last", async () => {
    const { all } = operation();
    const archive = "s3://artifacts/models/propensity/model.tar.gz";
    expect(await versionForBatch("propensity", all)).toEqual({ archive, version: "3" });
  });

  test("fail as long as none was approved", async () => {
    const { sagemaker, all } = operation();
    sagemaker.approved = false;
    await expect(versionForBatch("propensity", all)).rejects.toThrow("expected an approved version of propensity");
  });
});
