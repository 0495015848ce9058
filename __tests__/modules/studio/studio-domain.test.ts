import { describe, expect, test } from "vitest";
import { startPipelines, workInOwnSpaces } from "../../../modules/studio/studio-permissions";
import { grants } from "../../support/grants";
import { testKey, testLocation } from "../../support/site";
import { at, typesOf } from "../../support/synthesis";
import { sampleStudio } from "./sample-studio";

describe("Studio", () => {
  test("is in the VPC only, under a key, and shuts down idle spaces", () => {
    const json = sampleStudio();
    expect(typesOf(json)).toEqual({
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_sagemaker_domain: 1,
      aws_sagemaker_studio_lifecycle_config: 1,
      aws_sagemaker_user_profile: 1,
    });
    expect(at(json, "aws_sagemaker_domain.studio")).toMatchObject({
      domain_name: "strata-test-studio",
      app_network_access_type: "VpcOnly",
      auth_mode: "IAM",
      kms_key_id: testKey("volumes"),
      subnet_ids: ["subnet-1", "subnet-2"],
      domain_settings: { docker_settings: { enable_docker_access: "DISABLED" } },
      default_user_settings: {
        security_groups: ["sg-ai"],
        jupyter_lab_app_settings: {
          app_lifecycle_management: {
            idle_settings: {
              lifecycle_management: "ENABLED",
              idle_timeout_in_minutes: 60,
              max_idle_timeout_in_minutes: 120,
            },
          },
        },
      },
    });
  });

  test("is kept with its home directories where the environment protects what it has", () => {
    expect(at(sampleStudio(), "aws_sagemaker_domain.studio")).toMatchObject({
      retention_policy: { home_efs_file_system: "Retain" },
      lifecycle: { prevent_destroy: true, ignore_changes: ["subnet_ids"] },
    });
    expect(at(sampleStudio(false), "aws_sagemaker_domain.studio")).toMatchObject({
      retention_policy: { home_efs_file_system: "Delete" },
      lifecycle: { prevent_destroy: false },
    });
  });

  test("has profiles that the persona may open", () => {
    expect(at(sampleStudio(), "aws_sagemaker_user_profile.studio_profile_lee")).toMatchObject({
      user_profile_name: "strata-test-ai-engineer-lee",
      tags: { owner: "growth" },
    });
  });

  test("tells the SDK where jobs run, under a name that changes with it", () => {
    const config = at(sampleStudio(), "aws_sagemaker_studio_lifecycle_config.studio_notebook_start");
    expect(config.studio_lifecycle_config_content).toMatch(/base64encode\(.*EnableNetworkIsolation/s);
    expect(config.studio_lifecycle_config_name).toMatch(/^strata-test-notebook-\$\{substr\(sha256\(/);
    expect(config.lifecycle).toEqual({ create_before_destroy: true });
  });
});

test("people work in their own private spaces", async () => {
  const made = workInOwnSpaces(testLocation);
  const base = "arn:aws:sagemaker:us-east-1:111122223333";
  // AWS fills in who works in Studio; the evaluator does not know these keys.
  const statements: typeof made = JSON.parse(
    JSON.stringify(made).replaceAll("$${sagemaker:DomainId}", "d-1").replaceAll("$${sagemaker:UserProfileName}", "lee"),
  );
  const owned = (name: string, sharing = "Private") => ({
    "sagemaker:OwnerUserProfileArn": `${base}:user-profile/d-1/${name}`,
    "sagemaker:SpaceSharingType": sharing,
  });
  const may = (action: string, resource: string, context: Record<string, string> = {}) =>
    grants(statements, { action, resource, context });
  expect(await may("sagemaker:CreateApp", `${base}:app/d-1/lee/JupyterLab/default`, owned("lee"))).toBe(true);
  expect(await may("sagemaker:CreateApp", `${base}:app/d-1/kim/JupyterLab/default`, owned("kim"))).toBe(false);
  expect(await may("sagemaker:CreateSpace", `${base}:space/d-1/team`, owned("lee", "Shared"))).toBe(false);
  expect(await may("sagemaker:UpdateDomain", `${base}:domain/d-1`)).toBe(false);
});

test("pipelines of the environment can be started, and no others", async () => {
  const pipeline = (name: string) => `arn:aws:sagemaker:us-east-1:111122223333:pipeline/${name}`;
  const may = (action: string, name: string) =>
    grants(startPipelines(testLocation), { action, resource: pipeline(name) });
  expect(await may("sagemaker:StartPipelineExecution", "strata-test-propensity")).toBe(true);
  expect(await may("sagemaker:StartPipelineExecution", "strata-prod-propensity")).toBe(false);
  expect(await may("sagemaker:UpdatePipeline", "strata-test-propensity")).toBe(false);
});
