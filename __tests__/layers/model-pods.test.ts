import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { aiDefaults } from "../../layers/ai/config";
import type { Environment } from "../../layers/layers";
import { recoveryStrategies } from "../../platform/recovery";
import { alarmCoverage } from "../../policies/coverage/alarms";
import { link } from "../../synthesized/linked-stack";
import { recoveredPair } from "../support/environment";
import { allows } from "../support/grants";
import { assetsOf, stacksUpTo } from "../support/layers";
import { documentsOf, only } from "../support/manifests";
import { at, statementsOf, typesOf } from "../support/synthesis";

const [dev = expect.fail("no environment")] = loadEnvironments();
const { propensity = expect.fail("no model") } = dev.ai.models;

/** The environment with its model in pods of the cluster. */
function onPods(environment: Environment): Environment {
  const { bias: _, ...monitors } = propensity.monitors;
  const model = {
    ...propensity,
    batch: undefined,
    monitors: { ...monitors, dataQuality: false, modelQuality: false, explainability: false },
    serving: { on: "eks", mode: "real-time", pods: { size: { cpuMillicores: 500, memoryMiB: 1024 } } },
  } as const;
  const { propensity: __, ...slos } = environment.monitoring.slos;
  return {
    ...environment,
    monitoring: { ...environment.monitoring, slos },
    ai: { ...environment.ai, models: { propensity: model } },
  };
}

const environment = onPods(dev);
const stacks = stacksUpTo("monitoring", environment);
const layer = (name: string) => stacks.find((stack) => stack.layer === name)?.json ?? expect.fail(`no ${name}`);
const ai = layer("ai");
const manifests = assetsOf("ai", environment)("dev");
const ofModel = documentsOf(manifests["manifests/services/model-propensity.yaml"] ?? expect.fail("no manifests"));

describe("a model on Kubernetes", () => {
  test("has a registry and a pipeline, and neither endpoint nor monitors", () => {
    expect(typesOf(ai)).toMatchObject({ aws_sagemaker_model_package_group: 1, aws_sagemaker_pipeline: 1 });
    for (const type of ["aws_sagemaker_endpoint", "aws_sagemaker_endpoint_configuration", "aws_sagemaker_model"]) {
      expect(typesOf(ai)).not.toHaveProperty(type);
    }
  });

  test("is watched where it can be: no alarm is about an endpoint, and nothing lacks one", () => {
    const alarms = Object.keys(layer("monitoring").resource?.aws_cloudwatch_metric_alarm ?? {});
    expect(alarms.filter((name) => name.startsWith("endpoint_"))).toEqual([]);
    expect(alarms).toContain("pipeline_propensity_failed");
    expect(alarmCoverage("dev", link(stacks)).flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("takes the settings of its pods and the image of the model server from AWS", () => {
    const { value, name } = at(ai, "aws_ssm_parameter.model_propensity_pods_settings");
    expect(name).toBe("/strata/dev/services/model-propensity");
    expect(String(value)).toContain("MODEL_PACKAGE_GROUP");
    expect(String(value)).toContain('"image":"model-server"');
  });

  test("reads its versions and nothing else", async () => {
    const { role, namespace, service_account } = at(
      ai,
      "aws_eks_pod_identity_association.model_propensity_pods_identity",
    );
    expect([namespace, service_account, role]).toEqual(["model-propensity", "model-propensity", undefined]);
    const { policy } = at(ai, "aws_iam_role_policy.model_propensity_pods");
    expect(Object.keys(statementsOf(policy)).sort()).toEqual([
      "DecryptArtifacts",
      "DecryptFirst",
      "DescribeVersions",
      "FindArtifacts",
      "FindFirst",
      "FindVersions",
      "ReadArtifacts",
      "ReadFirst",
    ]);
    const call = { action: "sagemaker:UpdateModelPackage", resource: "*" };
    expect(await allows(JSON.parse(String(policy).replaceAll(/\$\{[^}]*\}/g, "known")), call)).toBe(false);
  });

  test("answers to services that use it, and reaches the registry and S3", () => {
    const [policy = expect.fail("no policy")] = ofModel.filter(
      ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "model-propensity",
    );
    expect(JSON.stringify(policy.spec.ingress)).toContain('"kubernetes.io/metadata.name":"gateway"');
    expect(policy.spec.ingress).toHaveLength(1);
    expect(policy.spec.ingress[0].from).toHaveLength(1);
    expect(JSON.stringify(policy.spec.egress)).toContain('"port":443');
  });

  test("has no load balancer, and comes on the processors of the nodes", () => {
    expect(ofModel.filter(({ kind }) => kind === "TargetGroupBinding")).toEqual([]);
    const { template } = only(ofModel, "Deployment").spec;
    expect(template.spec.nodeSelector).toMatchObject({ "kubernetes.io/arch": "arm64" });
    expect(only(ofModel, "ConfigMap").data).toMatchObject({ PORT: "8080", FIRST_MODEL: "${FIRST_MODEL}" });
  });
});

describe("the application layer", () => {
  const application = layer("application");

  test("has its image, its namespace, and a way from the services that ask it", () => {
    expect(at(application, "aws_ecr_repository.image_model_server").name).toBe("strata-dev-model-server");
    const files = assetsOf("application", environment)("dev");
    const cluster = documentsOf(files["manifests/cluster.yaml"] ?? "");
    expect(cluster.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name)).toEqual([
      "gateway",
      "model-propensity",
    ]);
    const gateway = documentsOf(files["manifests/services/gateway.yaml"] ?? "");
    const [policy = expect.fail("no policy")] = gateway.filter(
      ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "gateway",
    );
    expect(JSON.stringify(policy.spec.egress)).toContain("model-propensity");
    expect(only(gateway, "ConfigMap").data).toHaveProperty("MODELS_PROPENSITY_URL");
  });

  test("delivers it with the services: one image, and manifests that a parameter fills in", () => {
    const text = JSON.stringify(application.resource?.aws_codebuild_project);
    expect(text).toContain("model-propensity=/strata/dev/services/model-propensity");
    expect(text).toContain("model-server=${aws_ecr_repository.image_model_server.repository_url}");
    const { policy } = at(application, "aws_iam_role_policy.delivery_services_role");
    expect(policy).toContain("parameter/strata/dev/services/model-propensity");
  });

  test("gives services no right to an endpoint that is not there", () => {
    expect(at(application, "aws_iam_role_policy.service_gateway_role").policy).not.toContain("InvokePropensity");
  });
});

test.each(recoveryStrategies)("with strategy %s pods are where the cluster is", (strategy) => {
  const { models, features } = environment.ai;
  const pair = recoveredPair(strategy, {
    ai: { ...aiDefaults.production, models, features: { customer: features.customer ?? expect.fail() } },
  });
  const follower = stacksUpTo("ai", ...pair).find(({ id }) => id === "dr-ai")?.json ?? expect.fail("no dr-ai");
  const associations = typesOf(follower).aws_eks_pod_identity_association ?? 0;
  expect(associations).toBe(strategy === "backup-restore" ? 0 : 1);
});
