import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { architectureOfNodes } from "../../modules/kubernetes/instance-types";
import { PodRole } from "../../modules/kubernetes/pod-role";
import { yamlOf } from "../../modules/manifests/manifest";
import { destinationsOf } from "../../modules/manifests/places";
import { serviceManifests } from "../../modules/manifests/service";
import { callersOfModel, modelServer, modelServerPort, modelService } from "../../modules/models/model-service";
import { interfaceEndpoints } from "../../modules/network/endpoint-services";
import { JsonParameter } from "../../modules/parameters/json-parameter";
import { readObjects } from "../../modules/storage/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { endpointsOf } from "../../platform/regions";
import type { AiEnvironment } from "./config";
import { uploadFirst } from "./model-endpoints";
import { artifactsFolder, type ModelFoundation } from "./model-foundation";

/** Seconds that a pod which goes may finish its requests. */
const drainSeconds = 30;

/** Names of the values that the pods get when their manifests are rendered. */
const rendered = ["FIRST_MODEL", "MODEL_PACKAGE_GROUP"] as const;

/**
 * A model that pods of the cluster serve: their role, what their manifests take from AWS, and the manifests, which the
 * delivery pipeline applies with those of services. None where the recovery strategy keeps no cluster.
 */
export function buildPods(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): void {
  const { site, security, application, upstream, name, registry } = foundation;
  if (upstream?.strategy === "backup-restore") return;
  const first = uploadFirst(stack, foundation);
  const service = modelService(name);
  buildRole(stack, foundation, service);
  const environment: Record<(typeof rendered)[number], string> = {
    FIRST_MODEL: `s3://${first.bucket}/${first.key}`,
    MODEL_PACKAGE_GROUP: registry.groupName,
  };
  new JsonParameter(stack, `model-${name}-pods-settings`, {
    site,
    purpose: `services/${service}`,
    description: `What the manifests of the model ${name} take from AWS.`,
    kmsKeyArn: security.secretsKeyArn,
    value: { environment, image: modelServer, repositoryUrl: entryOf(application.repositoryUrls, modelServer) },
  });
  stack.asset(`manifests/services/${service}.yaml`, yamlOf(manifestsOf(foundation, service)));
}

/** Pods find out which version was approved, read it, and do nothing else. */
function buildRole(
  stack: LayerStack<AiEnvironment>,
  { site, data, security, application, name, registry }: ModelFoundation,
  service: string,
): void {
  const { account, region } = site;
  const pods = { namespace: service, serviceAccount: service };
  const objects = { kmsKeyArn: security.artifactsKeyArn, region };
  const role = new PodRole(stack, `model-${name}-pods`, {
    site,
    purpose: `pods-${name}`,
    description: `Pods that serve the model ${name}.`,
    clusterName: clusterNameOf(site),
    serviceAccount: pods,
    statements: [
      // The list knows no resource.
      { sid: "FindVersions", actions: "sagemaker:ListModelPackages", resources: "*" },
      {
        sid: "DescribeVersions",
        actions: "sagemaker:DescribeModelPackage",
        resources: `arn:aws:sagemaker:${region}:${account}:model-package/${registry.groupName}/*`,
      },
      ...readObjects("Artifacts", {
        ...objects,
        bucketArn: entryOf(data.zoneBucketArns, "artifacts"),
        prefix: `${artifactsFolder(name)}/`,
      }),
      ...readObjects("First", {
        ...objects,
        bucketArn: `arn:aws:s3:::${data.codeBucketName}`,
        prefix: `models/${name}/first/`,
      }),
    ],
  });
  new EksPodIdentityAssociation(stack, `model-${name}-pods-identity`, {
    clusterName: application.clusterName,
    ...pods,
    roleArn: role.arn,
  });
}

function manifestsOf({ site, environment, upstream, name, model }: ModelFoundation, service: string) {
  const { pods } = model.serving;
  if (!pods) throw new Error(`The model ${name} has no pods.`);
  const { kubernetes, services, serviceScale } = environment.application;
  return serviceManifests({
    name: service,
    runs: {
      port: modelServerPort,
      protocol: "http1",
      architecture: architectureOfNodes(kubernetes.compute),
      healthPath: "/ping",
      drainSeconds,
    },
    pods: { size: pods.size, scale: { ...serviceScale, ...pods.scale } },
    settings: { known: { AWS_REGION: site.region, PORT: String(modelServerPort) }, rendered: [...rendered] },
    traffic: {
      from: [],
      // The registry, and S3.
      to: destinationsOf(surroundingsOf(environment), ["internet", "sagemaker.api"]),
      services: { from: callersOfModel(services, name), to: [] },
      hasRole: true,
    },
    cluster: {
      auto: kubernetes.compute.mode === "auto",
      asleep: upstream?.strategy === "pilot-light",
      inMesh: false,
      behindApi: false,
      internal: true,
    },
  });
}

function surroundingsOf({ region, network }: AiEnvironment) {
  return { cidr: network.cidr, endpoints: endpointsOf(region, network, interfaceEndpoints) };
}
