import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { JenkinsFront } from "../../modules/delivery/jenkins-front";
import { JenkinsHome } from "../../modules/delivery/jenkins-home";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { PipelineAccess } from "../../modules/kubernetes/access";
import { FileSystemAddon, fileSystemsPurpose } from "../../modules/kubernetes/addons";
import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { PodRole, type ServiceAccount } from "../../modules/kubernetes/pod-role";
import { addonsOf } from "../../modules/kubernetes/versions";
import { deliveryPurpose } from "../../modules/lake/zone-writers";
import { controllerAccount, namespaceOf, variableOf } from "../../modules/manifests/jenkins";
import { readSecret } from "../../modules/secrets/grants";
import { refuseOtherAccounts } from "../../modules/secrets/refuse-other-accounts";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import { type DeliveryFoundation, type Steps, stepsOf } from "./delivery-steps";
import { isAutoMode } from "./kubernetes";

/** Purpose in the name of the secret with the key to the repository. */
export const repositorySecret = "jenkins-repository";

/** A Jenkins controller as its manifests need it. */
export interface Jenkins {
  readonly steps: Steps;
  /** Values of placeholders, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly front: Pick<JenkinsFront, "loadBalancerArn" | "targetGroupArn">;
}

/** Host name of the controller, in the private zone. */
export function jenkinsHost({ domain, application }: ApplicationEnvironment): string {
  return `${application.delivery.jenkins?.host}.internal.${domain}`;
}

/**
 * What Jenkins has in AWS, where it is the engine and there is a cluster: its home, the way to it, and a role for each kind
 * of agent, with what the step may do. The controller itself may read one secret: the key to the repository.
 */
export function buildJenkins(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: DeliveryFoundation,
): Jenkins | undefined {
  const { site, environment, security, network, kubernetes } = foundation;
  const { engine, jenkins } = environment.application.delivery;
  if (engine !== "jenkins" || !jenkins || !kubernetes) return undefined;

  const cluster = { reference: kubernetes.clusterName, name: clusterNameOf(site) };
  const home = new JenkinsHome(stack, "jenkins-home", {
    site,
    kmsKeyArn: security.volumesKeyArn,
    network: {
      vpcId: network.vpcId,
      subnetIds: network.applicationSubnetIds,
      zones: environment.zones,
      clientsSecurityGroupId: network.applicationSecurityGroupId,
    },
    driverRoleArn: `arn:aws:iam::${site.account}:role/${site.names.of("iam-role", fileSystemsPurpose)}`,
  });
  new FileSystemAddon(stack, "addon-file-systems", {
    site,
    cluster,
    versions: addonsOf(environment.application.kubernetes.version, environment.application.kubernetes.addons),
    statements: home.mount,
  });
  const front = new JenkinsFront(stack, "jenkins-front", {
    site,
    host: { name: jenkinsHost(environment), zoneId: network.privateZoneId, certificateArn: jenkins.certificateArn },
    network: {
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      subnetIds: network.applicationSubnetIds,
      podsSecurityGroupId: network.applicationSecurityGroupId,
    },
    autoModeCluster: isAutoMode(environment) ? cluster.name : undefined,
  });
  const steps = stepsOf(foundation);
  const roles = buildPodRoles(stack, { ...foundation, steps });
  new PipelineAccess(stack, "jenkins-access", {
    clusterName: kubernetes.clusterName,
    servicesRoleArn: roles.services,
    clusterRoleArn: roles.cluster,
  });
  return {
    steps,
    front,
    values: {
      JENKINS_FILE_SYSTEM_ID: home.fileSystemId,
      JENKINS_ACCESS_POINT_ID: home.accessPointId,
      JENKINS_TARGET_GROUP_ARN: front.targetGroupArn,
      ...Object.fromEntries(
        Object.entries(steps).flatMap(([step, { variables }]) =>
          Object.entries(variables).map(([name, value]) => [variableOf(step, name), value]),
        ),
      ),
    },
  };
}

interface PodRolesFoundation extends DeliveryFoundation {
  readonly steps: Steps;
}

/** @returns ARN of the role of each step that has one */
function buildPodRoles(
  stack: LayerStack<ApplicationEnvironment>,
  { site, environment, kubernetes, security, steps }: PodRolesFoundation,
): Readonly<Record<string, string>> {
  const { recovery } = environment;
  const repository = new SecretsmanagerSecret(stack, "jenkins-repository", {
    name: site.names.of("secret", repositorySecret),
    description: "Key with which Jenkins reads the repository. A person puts it in; no state has it.",
    kmsKeyId: security.secretsKeyArn,
    recoveryWindowInDays: site.deletionProtection ? 30 : 0,
    replica: recovery && [{ region: recovery.region, kmsKeyId: security.recoverySecretsKeyArn }],
    // The credentials provider of Jenkins takes secrets with this tag.
    tags: { "jenkins:credentials:type": "usernamePassword", "jenkins:credentials:username": "git" },
  });
  refuseOtherAccounts(stack, "jenkins-repository-policy", { site, secretArn: repository.arn });
  const associate = (id: string, description: string, pods: ServiceAccount, statements: readonly PolicyStatement[]) => {
    const purpose = id === "controller" ? "jenkins" : deliveryPurpose(id);
    const role = new PodRole(stack, `jenkins-${id}`, {
      site,
      purpose,
      description,
      clusterName: clusterNameOf(site),
      serviceAccount: pods,
      statements,
    });
    new EksPodIdentityAssociation(stack, `jenkins-${id}-identity`, {
      clusterName: kubernetes?.clusterName ?? "",
      ...pods,
      roleArn: role.arn,
    });
    return role.arn;
  };
  associate("controller", "The Jenkins controller reads the key to the repository.", controllerAccount, [
    ...readSecret("Repository", { arn: repository.arn, kmsKeyArn: security.secretsKeyArn, region: site.region }),
    // The plugin looks for secrets by their tags, which a list knows no resource for.
    { sid: "FindSecrets", actions: "secretsmanager:ListSecrets", resources: "*" },
  ]);
  const withRights = Object.entries(steps).filter(([, { statements = [] }]) => statements.length > 0);
  return Object.fromEntries(
    withRights.map(([step, { does, docker, statements }]) => [
      step,
      associate(step, does, { namespace: namespaceOf({ docker }), serviceAccount: step }, statements ?? []),
    ]),
  );
}
