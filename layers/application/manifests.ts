import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { type Architecture, defaultArchitecture } from "../../modules/kubernetes/instance-types";
import { clusterAccess, namespaceAccess } from "../../modules/manifests/access";
import { autoModeManifests } from "../../modules/manifests/auto-mode";
import { controllerReleases, helmfile, type Release } from "../../modules/manifests/charts";
import { restartOnly } from "../../modules/manifests/guards";
import { jenkinsManifests } from "../../modules/manifests/jenkins";
import { jenkinsRelease } from "../../modules/manifests/jenkins-chart";
import { type Manifest, yamlOf } from "../../modules/manifests/manifest";
import { restrictedNamespace } from "../../modules/manifests/namespaces";
import { destinationsOf, internet, loadBalancerRanges } from "../../modules/manifests/places";
import { graceSeconds } from "../../modules/manifests/pods";
import { serviceManifests } from "../../modules/manifests/service";
import { modelService, modelsOnPods } from "../../modules/models/model-service";
import { planAddresses } from "../../modules/network/address-plan";
import { interfaceEndpoints } from "../../modules/network/endpoint-services";
import { JsonParameter } from "../../modules/parameters/json-parameter";
import type { LayerStack } from "../../platform/layer-stack";
import { endpointsOf } from "../../platform/regions";
import type { ApplicationEnvironment } from "./config";
import { repositoryHosts } from "./delivery-config";
import type { ApplicationFoundation, Mesh } from "./foundation";
import { type Jenkins, jenkinsHost, repositorySecret } from "./jenkins";
import { isAutoMode, type Kubernetes } from "./kubernetes";
import { callsOf, modelCallsOf, noCalls } from "./service-calls";
import { isBehindApi, type Services } from "./services";
import type { ServiceConfig } from "./services-config";

/** What manifests are made of. */
export interface ManifestsFoundation extends ApplicationFoundation {
  /** None where the recovery strategy keeps no cluster. */
  readonly kubernetes: Kubernetes | undefined;
  readonly services: Services;
  readonly mesh: Mesh | undefined;
  /** None where Jenkins is not what delivers. */
  readonly jenkins: Jenkins | undefined;
}

/**
 * What runs in the cluster, as files next to the stack's JSON for the delivery pipeline to render and to apply, and a
 * parameter with what it renders those of the cluster with. This state applies none of them.
 */
export function buildManifests(stack: LayerStack<ApplicationEnvironment>, foundation: ManifestsFoundation): void {
  const { site, environment, security, network, kubernetes, jenkins } = foundation;
  if (!kubernetes) return;

  new JsonParameter(stack, "cluster-settings", {
    site,
    purpose: "cluster",
    description: "What the manifests and charts of the cluster take from AWS.",
    kmsKeyArn: security.secretsKeyArn,
    value: {
      vpcId: network.vpcId,
      securityGroupId: network.applicationSecurityGroupId,
      volumesKeyArn: security.volumesKeyArn,
      ...(jenkins && { more: jenkins.values }),
    },
  });
  const write = (file: string, manifests: readonly object[]) => stack.asset(`manifests/${file}`, yamlOf(manifests));
  write("cluster.yaml", clusterManifests(foundation));
  for (const [name, service] of Object.entries(environment.application.services)) {
    write(`services/${name}.yaml`, manifestsOf(foundation, name, service));
  }
  const controllers = isAutoMode(environment)
    ? []
    : controllerReleases({
        region: site.region,
        clusterName: clusterNameOf(site),
        version: environment.application.kubernetes.version,
        graceSeconds: Math.max(0, ...Object.values(environment.application.services).map(graceSeconds)),
      });
  const releases = [...controllers, ...(jenkins ? [jenkinsReleaseOf(foundation, jenkins)] : [])];
  if (releases.length === 0) return;
  write("helm/helmfile.yaml", [helmfile(releases)]);
  for (const { chart, values } of releases) write(`helm/${chart.name}.yaml`, [values]);
}

/** What only an administrator of the cluster may apply. */
function clusterManifests({ site, environment, jenkins }: ManifestsFoundation): Manifest[] {
  const { services, kubernetes } = environment.application;
  const sandbox = environment.tier === "sandbox";
  const nodes = isAutoMode(environment)
    ? autoModeManifests({
        nodeRole: site.names.of("iam-role", "eks-nodes"),
        subnetTags: { environment: environment.name, "subnet-tier": "application" },
        zones: environment.zones,
        architectures: architecturesOf(environment),
        limits: limitsOf(environment),
      })
    : [];
  const onPods = modelsOnPods(environment.ai.models).map(modelService);
  const namespaces = [...Object.keys(services), ...onPods].flatMap((name) => [
    restrictedNamespace(name, kubernetes.version),
    ...namespaceAccess(name, { sandbox }),
  ]);
  return [...clusterAccess(), ...restartOnly(), ...nodes, ...namespaces, ...jenkinsObjects(environment, jenkins)];
}

function jenkinsObjects(environment: ApplicationEnvironment, jenkins: Jenkins | undefined): Manifest[] {
  if (!jenkins) return [];
  return jenkinsManifests({
    version: environment.application.kubernetes.version,
    steps: jenkins.steps,
    auto: isAutoMode(environment),
    applicationRange: planAddresses(environment.network.cidr).tiers.application,
    internet,
  });
}

function jenkinsReleaseOf({ site, environment }: ManifestsFoundation, { steps }: Jenkins): Release {
  const { jenkins, repository, branch = "", connection = "github", approval } = environment.application.delivery;
  if (!jenkins) throw new Error("There is no application.delivery.jenkins.");
  return jenkinsRelease({
    host: jenkinsHost(environment),
    signIn: jenkins.signIn,
    source: {
      url: `https://${repositoryHosts[connection]}/${repository}.git`,
      branch,
      secretName: site.names.of("secret", repositorySecret),
    },
    approval: approval === "manual",
    region: environment.region,
    steps,
  });
}

/** Of the images; those of add-ons run on each. */
function architecturesOf({ application }: ApplicationEnvironment): Architecture[] {
  const used = Object.values(application.services).map(({ architecture }) => architecture);
  return used.length > 0 ? [...new Set(used)].sort() : [defaultArchitecture];
}

/** Twice what services take at their largest, for add-ons, for new pods next to old ones, and for a zone that is down. */
function limitsOf({ application, ai }: ApplicationEnvironment): { cores: number; memoryGiB: number } {
  const { services, serviceScale } = application;
  const models = Object.values(ai.models).flatMap(({ serving }) => serving.pods ?? []);
  const most = [...Object.values(services), ...models].map(({ size, scale }) => ({
    ...size,
    max: scale?.max ?? serviceScale.max,
  }));
  const cores = most.reduce((sum, { max, cpuMillicores }) => sum + (max * cpuMillicores) / 1000, 0);
  const memoryGiB = most.reduce((sum, { max, memoryMiB }) => sum + (max * memoryMiB) / 1024, 0);
  return { cores: 16 + Math.ceil(2 * cores), memoryGiB: 64 + Math.ceil(2 * memoryGiB) };
}

function manifestsOf(foundation: ManifestsFoundation, name: string, service: ServiceConfig): Manifest[] {
  const { site, environment, services, mesh, upstream } = foundation;
  const { port, protocol, architecture, health: healthPath, drainSeconds, size, scale } = service;
  const access = services.access[name];
  const calls = mesh ? noCalls : callsOf(environment.application.services, name);
  const models = modelCallsOf(environment.application.services, environment.ai.models, name);
  if (!access) throw new Error(`The service ${name} is not built.`);

  return serviceManifests({
    name,
    runs: { port, protocol, architecture, healthPath, drainSeconds },
    pods: { size, scale: { ...environment.application.serviceScale, ...scale } },
    settings: {
      known: {
        AWS_REGION: site.region,
        DRAIN_SECONDS: String(drainSeconds),
        OTEL_SERVICE_NAME: name,
        PORT: String(port),
      },
      rendered: Object.keys(access.variables),
    },
    traffic: {
      from: loadBalancerRanges(environment.network),
      to: destinationsOf(surroundingsOf(environment), access.places),
      services: { from: calls.from, to: [...calls.to, ...models] },
      hasRole: access.statements.length > 0,
    },
    cluster: {
      auto: isAutoMode(environment),
      asleep: upstream?.strategy === "pilot-light",
      inMesh: mesh?.services[name] !== undefined,
      behindApi: isBehindApi(environment, name),
      colors: service.rollout === "blue-green",
    },
  });
}

function surroundingsOf({ region, network }: ApplicationEnvironment) {
  return { cidr: network.cidr, endpoints: endpointsOf(region, network, interfaceEndpoints) };
}
