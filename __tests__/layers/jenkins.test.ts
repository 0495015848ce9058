import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { projectRoot } from "../../platform/root";
import { type Application, applicationOf } from "../support/application";
import { jenkinsDelivery } from "../support/delivery";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { type KubernetesObject, manifestsOf } from "../support/manifests";
import { addressesOf, at, statementsOf } from "../support/synthesis";

const delivery: Application["delivery"] = {
  ...jenkinsDelivery,
  smokeTests: { ...jenkinsDelivery.smokeTests, page: { host: "www", path: "/", status: 200 } },
};
const functions = { "documents-api": { timeoutSeconds: 15, memoryMiB: 512, uses: {} } };
const environment = environmentOf("production", {
  application: applicationOf({ gateway: {} }, { functions, delivery }),
});
const json = layerOf("application", environment)("test");
const files = manifestsOf(environment)("test");
const cluster = files["cluster.yaml"] ?? [];

const named = (kind: string, name: string): KubernetesObject =>
  cluster.find((one) => one.kind === kind && one.metadata.name === name) ?? expect.fail(`no ${kind} ${name}`);

describe("Jenkins in AWS", () => {
  test("takes the place of CodePipeline", () => {
    expect(addressesOf(json).filter((address) => /codepipeline|codebuild|codeconnections/.test(address))).toEqual([]);
  });

  test("has a home that is encrypted, in every zone, backed up, and mounted over TLS by one role", () => {
    expect(at(json, "aws_efs_file_system.jenkins_home")).toMatchObject({
      encrypted: true,
      kms_key_id: "${data.terraform_remote_state.security.outputs.volumes_key_arn}",
      tags: { backup: "standard" },
    });
    expect(Object.keys(json.resource?.aws_efs_mount_target ?? {})).toHaveLength(environment.zones.length);
    const policy = statementsOf(at(json, "aws_efs_file_system_policy.jenkins_home").policy);
    expect(policy.MountedByDriver?.Principal).toEqual({
      AWS: "arn:aws:iam::111122223333:role/strata-test-eks-file-systems",
    });
    expect(policy.RefusePlainText).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  test("keeps the key to the repository in the account, and a copy where it is recovered", () => {
    const recovered = {
      ...environment,
      recovery: { region: "us-west-2", strategy: "warm-standby" as const, objectives: {} },
    };
    const stack = layerOf("application", recovered)("test");
    const { RefuseOtherAccounts } = statementsOf(
      at(stack, "aws_secretsmanager_secret_policy.jenkins_repository_policy").policy,
    );
    expect(RefuseOtherAccounts?.Condition).toEqual({ StringNotEquals: { "aws:PrincipalAccount": "111122223333" } });
    expect(at(stack, "aws_secretsmanager_secret.jenkins_repository").replica).toEqual([
      { region: "us-west-2", kms_key_id: "${data.terraform_remote_state.security.outputs.recovery_secrets_key_arn}" },
    ]);
    expect(at(json, "aws_secretsmanager_secret.jenkins_repository")).not.toHaveProperty("replica");
  });

  test("is reached from inside the VPC only, over TLS", () => {
    expect(at(json, "aws_lb.jenkins_front_load_balancer")).toMatchObject({ internal: true });
    expect(at(json, "aws_lb_listener.jenkins_front")).toMatchObject({ port: 443, protocol: "HTTPS" });
    expect(at(json, "aws_vpc_security_group_ingress_rule.jenkins_front_from_vpc").cidr_ipv4).toBe(
      "${data.terraform_remote_state.network.outputs.vpc_cidr}",
    );
  });

  test("gives each agent what its step may do, and the controller the key to the repository alone", () => {
    const roles = Object.keys(json.resource?.aws_iam_role_policy ?? {}).filter((id) => id.startsWith("jenkins_"));
    expect(roles.sort()).toEqual([
      "jenkins_cluster",
      "jenkins_controller",
      "jenkins_functions",
      "jenkins_images_arm64",
      "jenkins_services",
    ]);
    const sids = (role: string) =>
      Object.keys(statementsOf(at(json, `aws_iam_role_policy.jenkins_${role}`).policy)).sort();
    expect(sids("controller")).toEqual(["DecryptRepository", "FindSecrets", "ReadRepository"]);
    expect(sids("images_arm64")).toEqual(["PushImages", "SignInToRegistry"]);
    expect(sids("services")).toEqual(["DecryptParameters", "ReadParameters", "SignInToCluster"]);
  });
});

describe("Jenkins in the cluster", () => {
  test("runs its controller by the restricted standard, and a privileged daemon where images are built, and there alone", () => {
    const level = (name: string) => named("Namespace", name).metadata.labels?.["pod-security.kubernetes.io/enforce"];
    expect([level("jenkins"), level("jenkins-agents"), level("jenkins-docker")]).toEqual([
      "restricted",
      "baseline",
      "privileged",
    ]);
    const accounts = cluster.filter(
      ({ kind, metadata }) => kind === "ServiceAccount" && metadata.namespace === "jenkins-docker",
    );
    expect(accounts.map(({ metadata }) => metadata.name)).toEqual(["images-arm64"]);
  });

  test("has its home by an access point, over TLS", () => {
    expect(named("PersistentVolume", "jenkins-home").spec).toMatchObject({
      mountOptions: ["tls", "iam"],
      csi: { volumeHandle: "${JENKINS_FILE_SYSTEM_ID}::${JENKINS_ACCESS_POINT_ID}" },
    });
  });

  test("gives agents the settings of their step, which the parameter of the cluster has values for", () => {
    const placeholders = new Set(JSON.stringify(cluster).match(/(?<=\$\{)[A-Z0-9_]+(?=\})/g));
    const value = String(at(json, "aws_ssm_parameter.cluster_settings").value);
    for (const name of placeholders) {
      if (["VPC_ID", "SECURITY_GROUP_ID", "VOLUMES_KEY_ARN"].includes(name)) continue;
      expect(value).toContain(`"${name}":`);
    }
    expect(named("ConfigMap", "smoke").data).toEqual({ SMOKE_TESTS: "${SMOKE_SMOKE_TESTS}" });
    expect(value).toContain("account 401 https://api.test.example.com/account; page 200");
  });

  test("lets agents that run code of others reach nothing in the VPC but the controller", () => {
    const inside = named("NetworkPolicy", "services").spec.egress.length;
    for (const step of ["test", "scan", "images-arm64"]) {
      expect(named("NetworkPolicy", step).spec.egress).toHaveLength(inside - 1);
    }
  });

  test("is configured by code alone: sign-in, rights, agents and the job", () => {
    const [values] = files["helm/jenkins.yaml"] ?? [];
    const { controller, persistence } = values as unknown as Record<string, Record<string, never>>;
    expect(persistence).toMatchObject({ existingClaim: "jenkins-home" });
    expect(controller).toMatchObject({ numExecutors: 0, installLatestPlugins: false, admin: { createSecret: false } });
    for (const plugin of (controller as unknown as { installPlugins: string[] }).installPlugins) {
      expect(plugin).toMatch(/^[a-z-]+:\d[\w.]+$/);
    }
    const { JCasC } = controller as unknown as { JCasC: { configScripts: { platform: string } } };
    const { jenkins, jobs } = parse(JCasC.configScripts.platform);
    expect(jenkins.securityRealm.saml.idpMetadataConfiguration.url).toBe("https://id.example.com/metadata");
    expect(
      jenkins.authorizationStrategy.globalMatrix.entries.map((entry: { group: { name: string } }) => entry.group.name),
    ).toEqual(["platform", "operations", "authenticated"]);
    expect(
      jenkins.clouds[0].kubernetes.templates.map(
        ({ label, serviceAccount }: Record<string, string>) => `${label} ${serviceAccount}`,
      ),
    ).toEqual(
      ["test", "scan", "images-arm64", "cluster", "services", "functions", "smoke"].map((step) => `${step} ${step}`),
    );
    expect(jobs[0].script).toContain("scriptPath('delivery/Jenkinsfile')");
    expect(jobs[0].script).toContain("https://github.com/example-org/strata.git");
  });
});

describe("the Jenkinsfile", () => {
  const text = readFileSync(join(projectRoot(), "delivery", "Jenkinsfile"), "utf8");
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

  test("has the steps of a delivery in their order, each on the agent with its role", () => {
    const steps = [
      "test",
      "scan",
      "images-arm64",
      "images-x86-64",
      "cluster",
      "services",
      "functions",
      "knowledge",
      "applications",
      "smoke",
    ];
    expect(all(/agent \{ label '([^']+)' \}/g)).toEqual(steps);
    expect(all(/stage\('([^']+)'\)/g)).toEqual([
      ...["Check", "test", "scan", "Images", "images-arm64", "images-x86-64", "Approve", "Deploy"],
      ...steps.slice(4),
    ]);
  });

  test("runs the scripts of the pipeline, which are there", () => {
    const scripts = all(/(delivery\/scripts\/[\w-]+\.sh)/g);
    expect(scripts.filter((script) => !existsSync(join(projectRoot(), script)))).toEqual([]);
    expect(scripts.filter((script) => !script.endsWith("/tools.sh")).map((script) => script.slice(17, -3))).toEqual([
      ...["test", "scan", "images", "images", "cluster", "services", "functions", "knowledge", "functions", "smoke"],
    ]);
  });
});
