import type { PolicyStatement } from "../../modules/identity/policy-document";
import { pushImages } from "../../modules/images/grants";
import type { ImageRepository } from "../../modules/images/image-repository";
import { clusterArn } from "../../modules/kubernetes/cluster";
import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { signInToCluster } from "../../modules/kubernetes/grants";
import { type Architecture, architectureOfNodes } from "../../modules/kubernetes/instance-types";
import { moveRequests } from "../../modules/load-balancing/grants";
import { modelService, modelsOnPods } from "../../modules/models/model-service";
import { readParameters } from "../../modules/parameters/grants";
import type { ApplicationEnvironment } from "./config";
import { applicationsOf, functionsOf } from "./delivery-functions";
import { knowledgeOf } from "./delivery-knowledge";
import { pairs } from "./delivery-pairs";
import type { ApplicationFoundation } from "./foundation";
import type { Functions } from "./functions";
import { imageNames } from "./images";
import type { Kubernetes } from "./kubernetes";
import type { Services } from "./services";

/** What is delivered. */
export interface DeliveryFoundation extends ApplicationFoundation {
  readonly images: Readonly<Record<string, ImageRepository>>;
  readonly functions: Functions;
  readonly services: Services;
  /** None where the recovery strategy keeps no cluster. */
  readonly kubernetes: Kubernetes | undefined;
}

/** A step of a delivery, whatever engine runs it. */
export interface Step {
  readonly does: string;
  /** Script below delivery/scripts, and buildspec of the same name. */
  readonly script: string;
  readonly timeoutMinutes: number;
  /** Processors that it needs. @default those of the engine */
  readonly architecture?: Architecture;
  /** It builds images. @default false */
  readonly docker?: boolean;
  /** It makes an artifact. @default false */
  readonly makesArtifact?: boolean;
  /** It talks to the API of Kubernetes, which nothing outside of the VPC reaches. @default false */
  readonly inVpc?: boolean;
  /** What its script reads from the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it may do in AWS. @default nothing */
  readonly statements?: readonly PolicyStatement[];
}

/** Steps by name: test, scan, images-<architecture>, cluster, services, functions, knowledge, applications, smoke. Those with nothing to do are absent. */
export type Steps = Readonly<Record<string, Step>>;

/** Name of the step that builds images. Names take no underscore. */
export function imagesStep(architecture: Architecture): string {
  return `images-${architecture.replace("_", "-")}`;
}

/** Architectures of the images, each once. */
export function architecturesOf(environment: ApplicationEnvironment): Architecture[] {
  return [...new Set(imageNames(environment).map((name) => architectureOfImage(environment, name)))].sort();
}

/** That of the service; models follow the nodes. */
function architectureOfImage(environment: ApplicationEnvironment, name: string): Architecture {
  return (
    environment.application.services[name]?.architecture ??
    architectureOfNodes(environment.application.kubernetes.compute)
  );
}

/**
 * The steps of a delivery. Those that run code of others (tests, scans, builds of images) may push images and no more; those
 * that deploy may do their one thing each.
 */
export function stepsOf(foundation: DeliveryFoundation): Steps {
  const { environment } = foundation;
  const { failOn, smokeTests } = environment.application.delivery;
  const smoke: Step = {
    does: "Asks what was deployed whether it works.",
    script: "smoke",
    timeoutMinutes: 15,
    variables: { SMOKE_TESTS: smokeTestsOf(environment) },
  };
  return {
    test: {
      does: "Builds and tests the commit, and makes the release: manifests, and what functions consist of.",
      script: "test",
      timeoutMinutes: 30,
      makesArtifact: true,
      variables: { ENVIRONMENT: environment.name },
    },
    scan: {
      does: "Static analysis of the commit, audit of its dependencies, search for secrets.",
      script: "scan",
      timeoutMinutes: 30,
      variables: { FAIL_ON: failOn },
    },
    ...Object.fromEntries(
      architecturesOf(environment).map((architecture) => [
        imagesStep(architecture),
        imagesOf(foundation, architecture),
      ]),
    ),
    ...inCluster(foundation),
    ...functionsOf(foundation),
    ...knowledgeOf(foundation),
    ...applicationsOf(foundation),
    ...(Object.keys(smokeTests).length > 0 && { smoke }),
  };
}

function imagesOf({ environment, images }: DeliveryFoundation, architecture: Architecture): Step {
  const names = imageNames(environment).filter((name) => architectureOfImage(environment, name) === architecture);
  return {
    does: `Builds, scans and pushes the images for ${architecture}.`,
    script: "images",
    timeoutMinutes: 60,
    architecture,
    docker: true,
    makesArtifact: true,
    variables: {
      FAIL_ON: environment.application.delivery.failOn,
      REPOSITORIES: pairs(names.map((name) => [name, images[name]?.url])),
    },
    statements: pushImages(names.flatMap((name) => images[name]?.arn ?? [])),
  };
}

function inCluster({ site, environment, security, kubernetes }: DeliveryFoundation): Steps {
  if (!kubernetes) return {};
  const onPods = modelsOnPods(environment.ai.models).map(modelService);
  const names = [...Object.keys(environment.application.services), ...onPods];
  const access = (purposes: readonly string[]) => ({
    inVpc: true,
    statements: [
      signInToCluster(clusterArn(site, clusterNameOf(site))),
      ...readParameters(site, { purposes, kmsKeyArn: security.secretsKeyArn }),
    ],
  });
  const cluster: Step = {
    does: "Applies namespaces, rights and charts of the cluster.",
    script: "cluster",
    timeoutMinutes: 60,
    variables: { CLUSTER: kubernetes.clusterName, PARAMETER: site.names.of("ssm-parameter", "cluster") },
    ...access(["cluster"]),
  };
  if (names.length === 0) return { cluster };
  const { canary } = environment.application.delivery;
  const moved = names.filter((name) => environment.application.services[name]?.rollout === "blue-green").sort();
  const { statements } = access(names.map((name) => `services/${name}`));
  const deployed: Step = {
    does: "Applies the manifests of services, waits until they run, and goes back if they do not.",
    script: "services",
    timeoutMinutes: 120,
    variables: {
      CLUSTER: kubernetes.clusterName,
      // The parameters of models are the ai layer's, which is applied later.
      PARAMETERS: pairs(names.map((name) => [name, site.names.of("ssm-parameter", `services/${name}`)])),
      ...(moved.length > 0 && {
        ALARM_PREFIX: site.names.of("alarm", ""),
        CANARY_MINUTES: String(canary.minutes),
        CANARY_PERCENT: String(canary.percent),
      }),
    },
    inVpc: true,
    statements: [...statements, ...(moved.length > 0 ? moveRequests(site, moved) : [])],
  };
  return { cluster, services: deployed };
}

/** `<name> <status> <url>`, with semicolons between them: a line break would be a blank in a manifest. */
function smokeTestsOf({ domain, application }: ApplicationEnvironment): string {
  return Object.entries(application.delivery.smokeTests)
    .map(([name, { host, path, status }]) => `${name} ${status} https://${host}.${domain}${path}`)
    .sort()
    .join("; ");
}
