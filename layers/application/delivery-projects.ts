import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildAccess, type BuildMachine, BuildProject } from "../../modules/delivery/build-project";
import type { ArtifactAccess } from "../../modules/delivery/grants";
import { functionArn } from "../../modules/functions/function-arn";
import { deployFunctions } from "../../modules/functions/grants";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { pushImages } from "../../modules/images/grants";
import type { ImageRepository } from "../../modules/images/image-repository";
import { clusterArn } from "../../modules/kubernetes/cluster";
import { signInToCluster } from "../../modules/kubernetes/grants";
import type { Architecture } from "../../modules/kubernetes/instance-types";
import { readParameters } from "../../modules/parameters/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { projectRoot } from "../../platform/root";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import type { Functions } from "./functions";
import { clusterNameOf, type Kubernetes } from "./kubernetes";
import type { Services } from "./services";

/** What pipelines deliver. */
export interface DeliveryFoundation extends ApplicationFoundation {
  readonly images: Readonly<Record<string, ImageRepository>>;
  readonly functions: Functions;
  readonly services: Services;
  /** None where the recovery strategy keeps no cluster. */
  readonly kubernetes: Kubernetes | undefined;
}

/** What projects build on. */
export interface ProjectsFoundation extends DeliveryFoundation {
  readonly artifacts: ArtifactAccess;
}

/** The steps of a delivery, a project each. Those that have nothing to do are absent. */
export interface DeliveryProjects {
  readonly test: BuildProject;
  readonly scan: BuildProject;
  /** By architecture: an image is built on the processors that it is for. */
  readonly images: Readonly<Partial<Record<Architecture, BuildProject>>>;
  readonly cluster: BuildProject | undefined;
  readonly services: BuildProject | undefined;
  readonly functions: BuildProject | undefined;
  readonly smoke: BuildProject | undefined;
}

interface Project {
  readonly does: string;
  /** File below delivery/buildspecs. @default the purpose */
  readonly buildspec?: string;
  readonly machine: BuildMachine;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly access?: Omit<BuildAccess, "artifacts" | "statements"> & {
    readonly statements?: readonly PolicyStatement[];
  };
}

/**
 * The projects of an environment. Those that run code of others (tests, scans, image builds) may push images and make artifacts, and
 * reach nothing in the VPC; those that deploy run scripts of the commit, and each may do its one thing.
 */
export function buildDeliveryProjects(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ProjectsFoundation,
): DeliveryProjects {
  const { site, environment, artifacts } = foundation;
  const { failOn, smokeTests } = environment.application.delivery;
  const build = (purpose: string, { does, buildspec = purpose, machine, variables, access }: Project) =>
    new BuildProject(stack, `delivery-${purpose}`, {
      site,
      purpose,
      description: does,
      buildspec: readFileSync(join(projectRoot(), "delivery", "buildspecs", `${buildspec}.yml`), "utf8"),
      machine,
      variables: Object.fromEntries(
        Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      access: { ...access, artifacts, statements: access?.statements ?? [] },
    });
  const architectures = [...new Set(Object.values(environment.application.services).map((one) => one.architecture))];
  return {
    test: build("test", {
      does: "Builds and tests the commit, and makes the release: manifests, and what functions consist of.",
      machine: { timeoutMinutes: 30 },
      variables: { ENVIRONMENT: environment.name },
      access: { makesArtifacts: true },
    }),
    scan: build("scan", {
      does: "Static analysis of the commit, audit of its dependencies, search for secrets.",
      machine: { timeoutMinutes: 30 },
      variables: { FAIL_ON: failOn },
    }),
    images: Object.fromEntries(
      architectures
        .sort()
        .map((architecture) => [
          architecture,
          build(imagesPurpose(architecture), imagesProject(foundation, architecture)),
        ]),
    ),
    ...buildDeployments(foundation, build),
    smoke:
      Object.keys(smokeTests).length > 0
        ? build("smoke", {
            does: "Asks what was deployed whether it works.",
            machine: { timeoutMinutes: 15 },
            variables: { SMOKE_TESTS: smokeTestsOf(environment) },
          })
        : undefined,
  };
}

/** Names take no underscore. */
function imagesPurpose(architecture: Architecture): string {
  return `images-${architecture.replace("_", "-")}`;
}

function imagesProject({ environment, images }: ProjectsFoundation, architecture: Architecture): Project {
  const services = Object.entries(environment.application.services).filter(
    ([, service]) => service.architecture === architecture,
  );
  const repositories = services.flatMap(([name]) => images[name] ?? []);
  return {
    does: `Builds, scans and pushes the images for ${architecture}.`,
    buildspec: "images",
    machine: { architecture, docker: true, timeoutMinutes: 60 },
    variables: {
      FAIL_ON: environment.application.delivery.failOn,
      REPOSITORIES: pairs(services.map(([name]) => [name, images[name]?.url])),
    },
    access: { makesArtifacts: true, statements: pushImages(repositories.map(({ arn }) => arn)) },
  };
}

type Build = (purpose: string, project: Project) => BuildProject;

function buildDeployments(
  foundation: ProjectsFoundation,
  build: Build,
): Pick<DeliveryProjects, "cluster" | "functions" | "services"> {
  const { site, environment, network, security, functions, services, kubernetes } = foundation;
  const placement = {
    vpcId: network.vpcId,
    subnetIds: network.applicationSubnetIds,
    securityGroupId: network.applicationSecurityGroupId,
  };
  // Nothing else reaches the API of Kubernetes.
  const inCluster = (purposes: readonly string[]) => ({
    placement,
    statements: [
      signInToCluster(clusterArn(site, clusterNameOf(site))),
      ...readParameters(site, { purposes, kmsKeyArn: security.secretsKeyArn }),
    ],
  });
  const serviceNames = Object.keys(environment.application.services);
  const functionNames = Object.keys(functions.byName);
  return {
    cluster:
      kubernetes &&
      build("cluster", {
        does: "Applies namespaces, rights and charts of the cluster.",
        machine: { timeoutMinutes: 60 },
        variables: { CLUSTER: kubernetes.clusterName, PARAMETER: site.names.of("ssm-parameter", "cluster") },
        access: inCluster(["cluster"]),
      }),
    services:
      kubernetes && serviceNames.length > 0
        ? build("services", {
            does: "Applies the manifests of services, waits until they run, and goes back if they do not.",
            machine: { timeoutMinutes: 120 },
            variables: {
              CLUSTER: kubernetes.clusterName,
              PARAMETERS: pairs(serviceNames.map((name) => [name, services.parameterNames[name]])),
            },
            access: inCluster(serviceNames.map((name) => `services/${name}`)),
          })
        : undefined,
    functions:
      functionNames.length > 0
        ? build("functions", {
            does: "Has CodeDeploy move the aliases of functions to their new versions.",
            machine: { timeoutMinutes: 180 },
            variables: {
              APPLICATION: functions.deploymentApplicationName,
              FUNCTIONS: pairs(
                Object.entries(functions.byName).map(([name, { functionName }]) => [name, functionName]),
              ),
              GROUPS_OF_DEPLOYMENT: pairs(
                Object.entries(functions.byName).map(([name, { deploymentGroupName }]) => [name, deploymentGroupName]),
              ),
            },
            access: {
              statements: deployFunctions(site, {
                functionArns: functionNames.map((name) => functionArn(site, name)),
                purposes: functionNames,
              }),
            },
          })
        : undefined,
  };
}

/** `gateway=<value> other=<value>`, for loops of a shell. */
function pairs(entries: readonly (readonly [string, string | undefined])[]): string {
  return entries.map(([name, value]) => `${name}=${value ?? ""}`).join(" ");
}

/** `<name> <status> <url>`, a line each. */
function smokeTestsOf({ domain, application }: ApplicationEnvironment): string {
  return Object.entries(application.delivery.smokeTests)
    .map(([name, { host, path, status }]) => `${name} ${status} https://${host}.${domain}${path}`)
    .sort()
    .join("\n");
}
