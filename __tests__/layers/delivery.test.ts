import { describe, expect, test } from "vitest";
import type { Environment } from "../../layers/layers";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { StackJson } from "../../synthesized/stack";
import { type Application, applicationOf } from "../support/application";
import { pipelineDelivery as delivery } from "../support/delivery";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf } from "../support/synthesis";

const functions: Application["functions"] = {
  "documents-api": { timeoutSeconds: 15, memoryMiB: 512, uses: {} },
};

const language: Environment["ai"]["applications"][string] = {
  owner: "support",
  riskTier: "minimal",
  ...{ model: "claude", guardrail: "default", knowledgeBases: [], budget: { usdPerDay: 1 } },
  ...{ maxOutputTokens: 1024, timeoutSeconds: 60, memoryMiB: 512, uses: {} },
};
const plainAi = environmentOf("production").ai;
const handbook: Environment["ai"]["bedrock"]["knowledgeBases"][string] = {
  ...{ zone: "zones.processed", prefix: "handbook/", files: "knowledge/handbook", audience: "everybody" },
  ...{ store: "opensearch", embedding: "titan", dimensions: 1024, chunk: { tokens: 300, overlapPercent: 20 } },
};
const ai: Environment["ai"] = {
  ...plainAi,
  bedrock: { ...plainAi.bedrock, knowledgeBases: { handbook } },
  applications: {
    chat: { ...language, knowledgeBases: ["handbook"], quality: 0.8 },
    summarize: { ...language, quality: 0.8 },
    tags: language,
  },
};

const application = (changes: Partial<Application> = {}) =>
  applicationOf({ gateway: {}, search: { architecture: "x86_64" } }, { functions, delivery, ...changes });

const built = (changes: Partial<Application> = {}, more: Partial<Environment> = { ai }): StackJson =>
  layerOf("application", environmentOf("production", { application: application(changes), ...more }))("test");

const json = built();

interface BuiltStage {
  readonly name: string;
  readonly on_failure?: { readonly result: string };
  readonly action: readonly {
    readonly name: string;
    readonly provider: string;
    readonly run_order: number;
    readonly configuration: Readonly<Record<string, string>>;
    readonly input_artifacts?: readonly string[];
  }[];
}
const pipelineOf = (stack: StackJson) => at(stack, "aws_codepipeline.delivery_pipeline");
const stagesOf = (stack: StackJson) => pipelineOf(stack).stage as readonly BuiltStage[];
const outline = (stack: StackJson) =>
  stagesOf(stack).map(
    ({ name, action }) => `${name}: ${action.map((one) => `${one.run_order} ${one.name}`).join(", ")}`,
  );

/** Value of a variable of a project of the delivery. */
function variableOf(stack: StackJson, step: string, name: string): string | undefined {
  const { environment_variable } = at(stack, `aws_codebuild_project.delivery_${step}`).environment as {
    readonly environment_variable: readonly { readonly name: string; readonly value: string }[];
  };
  return environment_variable.find((variable) => variable.name === name)?.value;
}

/** Names of statements of a role of the delivery. */
const sidsOf = (stack: StackJson, role: string) =>
  Object.keys(statementsOf(at(stack, `aws_iam_role_policy.delivery_${role}`).policy)).sort();

describe("the pipeline", () => {
  test("checks everything before somebody approves, and deploys in one stage that goes back as one", () => {
    expect(outline(json)).toEqual([
      "Source: 1 source",
      "Check: 1 test, 1 scan",
      "Images: 1 images-arm64, 1 images-x86-64",
      "Approve: 1 approve",
      "Deploy: 1 cluster, 2 services, 3 functions, 4 knowledge, 5 applications, 6 smoke",
    ]);
    expect(
      stagesOf(json)
        .filter((stage) => stage.on_failure?.result === "ROLLBACK")
        .map(({ name }) => name),
    ).toEqual(["Deploy"]);
  });

  test("waits for no one where no approval is required", () => {
    const free = built({ delivery: { ...delivery, approval: "none" } });
    expect(outline(free)).not.toContain("Approve: 1 approve");
  });

  test("runs scripts of the commit, and no others", () => {
    const builds = stagesOf(json).flatMap(({ action }) => action.filter(({ provider }) => provider === "CodeBuild"));
    expect(builds.map(({ configuration }) => configuration.PrimarySource)).toEqual(builds.map(() => "source"));
    expect(builds.map(({ input_artifacts }) => input_artifacts?.[0])).toEqual(builds.map(() => "source"));
  });

  test("starts with a push to the branch, and with no other", () => {
    expect(pipelineOf(json)).toMatchObject({
      pipeline_type: "V2",
      trigger: [{ git_configuration: { push: [{ branches: { includes: ["main"] } }] } }],
    });
  });

  test("has no steps for what is not there", () => {
    const empty = built({ functions: {}, services: {}, delivery: { ...delivery, smokeTests: {} } }, {});
    expect(outline(empty)).toEqual([
      "Source: 1 source",
      "Check: 1 test, 1 scan",
      "Approve: 1 approve",
      "Deploy: 1 cluster",
    ]);
  });

  test("is not there unless an environment asks for it", () => {
    const without = built({ delivery: { ...delivery, engine: "none" } });
    expect(addressesOf(without).filter((address) => /codebuild|codepipeline|delivery/.test(address))).toEqual(
      ["aws_eks_access_entry.access_delivery"].filter((address) => addressesOf(without).includes(address)),
    );
  });
});

describe("projects", () => {
  test("that run code of others reach nothing in the VPC, and only those that make images are privileged", () => {
    const projects = Object.entries(json.resource?.aws_codebuild_project ?? {}).map(([id, project]) => ({
      id: id.replace("delivery_", ""),
      inVpc: project.vpc_config !== undefined,
      privileged: (project.environment as { privileged_mode: boolean }).privileged_mode,
    }));
    expect(
      projects
        .filter(({ inVpc }) => inVpc)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["cluster", "services"]);
    expect(
      projects
        .filter(({ privileged }) => privileged)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["images_arm64", "images_x86_64"]);
  });

  test("may do one thing each", () => {
    const common = ["DecryptArtifacts", "ReadArtifacts", "WriteLogs"];
    const making = ["EncryptArtifacts", "WriteArtifacts", "WriteLogs"];
    const network = ["FindNetwork", "HandThemToCodeBuild", "MakeNetworkInterfaces"];
    const cluster = [...common, ...network, "DecryptParameters", "ReadParameters", "SignInToCluster"].sort();
    expect(sidsOf(json, "test_role")).toEqual(making);
    expect(sidsOf(json, "scan_role")).toEqual(common);
    expect(sidsOf(json, "images_arm64_role")).toEqual([...making, "PushImages", "SignInToRegistry"].sort());
    expect(sidsOf(json, "cluster_role")).toEqual(cluster);
    expect(sidsOf(json, "services_role")).toEqual(cluster);
    expect(sidsOf(json, "functions_role")).toEqual(
      [...common, "DeployFunctions", "FindVersions", "ReadRollouts", "RegisterRevisions"].sort(),
    );
    expect(sidsOf(json, "applications_role")).toEqual(
      [...common, "DeployFunctions", "FindVersions", "InvokeEvaluation", "ReadRollouts", "RegisterRevisions"].sort(),
    );
    expect(sidsOf(json, "knowledge_role")).toEqual(
      [...common, "EncryptKnowledgeOfHandbook", "FindKnowledgeOfHandbook", "WriteKnowledgeOfHandbook"].sort(),
    );
    expect(sidsOf(json, "smoke_role")).toEqual(common);
  });

  test("build an image on the processors that it is for, for its repository alone", () => {
    const environment = at(json, "aws_codebuild_project.delivery_images_x86_64").environment;
    expect(environment).toMatchObject({ type: "LINUX_CONTAINER" });
    const { PushImages } = statementsOf(at(json, "aws_iam_role_policy.delivery_images_x86_64_role").policy);
    expect(PushImages?.Resource).toEqual(["${aws_ecr_repository.image_search.arn}"]);
  });

  test("deploy applications of the ai layer by their names, in its application of CodeDeploy", () => {
    expect(variableOf(json, "applications", "APPLICATION")).toBe("strata-test-applications");
    expect(variableOf(json, "applications", "FUNCTIONS")).toBe(
      "chat=strata-test-chat summarize=strata-test-summarize tags=strata-test-tags",
    );
    expect(variableOf(json, "applications", "EVALUATED")).toBe("chat summarize");
    const { DeployFunctions } = statementsOf(at(json, "aws_iam_role_policy.delivery_applications_role").policy);
    expect(DeployFunctions?.Resource).toContain(
      "arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:strata-test-applications/strata-test-chat",
    );
  });

  test("fill the folder of a knowledge base with files of the commit, and no other folder", () => {
    const bucket = "${data.terraform_remote_state.data.outputs.zone_bucket_names.processed}";
    expect(variableOf(json, "knowledge", "FOLDERS")).toBe(`knowledge/handbook=${bucket}/handbook/`);
    const { WriteKnowledgeOfHandbook } = statementsOf(at(json, "aws_iam_role_policy.delivery_knowledge_role").policy);
    expect(WriteKnowledgeOfHandbook?.Resource).toMatch(/zone_bucket_arns\.processed\}\/handbook\/\*$/);
  });

  test("sign in to the cluster as deployers do, but for the one that gives rights", () => {
    expect(at(json, "aws_eks_access_entry.delivery_access_services").kubernetes_groups).toEqual(["platform:deployer"]);
    const policies = Object.keys(json.resource?.aws_eks_access_policy_association ?? {});
    expect(policies).toEqual(["delivery_access_cluster_administrator"]);
  });
});

describe("a recovery environment", () => {
  /** The stack of an environment that recovers another by the strategy. */
  function recovering(strategy: RecoveryStrategy): StackJson {
    return layerOf("application", ...recoveredPair(strategy, { application: application(), ai }))("dr");
  }

  test("has a pipeline, a connection and artifacts in its region, and starts it by hand", () => {
    const follower = recovering("warm-standby");
    // S3 copies what knowledge bases read.
    expect(outline(follower)).toEqual(outline(json).map((stage) => stage.replace(" 4 knowledge,", "")));
    expect(pipelineOf(follower)).not.toHaveProperty("trigger");
    const text = JSON.stringify([pipelineOf(follower), follower.resource?.aws_codebuild_project]);
    expect(text).not.toContain("us-east-1");
    expect(text).not.toContain("terraform_remote_state.prod");
  });

  test("that keeps no cluster deploys functions", () => {
    expect(outline(recovering("backup-restore"))).toContain("Deploy: 3 functions, 5 applications, 6 smoke");
  });

  test("has what it answers evaluated where it has what to answer from", () => {
    const evaluated = (stack: StackJson) => variableOf(stack, "applications", "EVALUATED");
    expect(evaluated(json)).toBe("chat summarize");
    expect(evaluated(recovering("warm-standby"))).toBe("chat summarize");
    expect(evaluated(recovering("pilot-light"))).toBe("summarize");
  });
});
