import { stringify } from "yaml";
import type { Architecture } from "../kubernetes/instance-types";
import { architectureLabels } from "../kubernetes/instance-types";
import type { Release } from "./charts";
import { type AgentStep, agentsNamespace, controllerAccount, homeClaim, namespaceOf } from "./jenkins";

/** Versions that go together: the long-term release of July 2026, and what its chart and plugins of that time are. */
const chart = {
  name: "jenkins",
  repository: { name: "jenkins", url: "https://charts.jenkins.io" },
  version: "5.9.26",
  appVersion: "2.555.3",
};
const controllerImage = {
  registry: "docker.io",
  repository: "jenkins/jenkins",
  tag: "2.555.3-lts-jdk21@sha256:e82bbdcffb6361c081ac66bbdcd5802a299b3631c78c3be04a0a91c7f952fff3",
};
/** What they need comes in the lowest version that they take: nothing is installed in its latest. */
const plugins = [
  "aws-secrets-manager-credentials-provider:1.214.va_0a_d8268d068",
  "configuration-as-code:2089.v970a_0b_a_8cc6d",
  "git:5.10.1",
  "job-dsl:3654.vdf58f53e2d15",
  "kubernetes:4423.vb_59f230b_ce53",
  "matrix-auth:3.2.10",
  // Older ones take an assertion twice (www.jenkins.io/security/advisory/2025-10-29/#SECURITY-3613).
  "saml:4.583.585.v22ccc1139f55",
  "workflow-aggregator:608.v67378e9d3db_1",
];
const agentImage = "docker.io/jenkins/inbound-agent:3355.v388858a_47b_33-3-jdk21";
const dockerImage =
  "docker.io/library/docker:28-dind@sha256:2a232a42256f70d78e3cc5d2b5d6b3276710a0de0596c145f627ecfae90282ac";
/** The same machines as those of CodeBuild. */
const stepImages: Readonly<Record<Architecture, string>> = {
  arm64: "public.ecr.aws/codebuild/amazonlinux-aarch64-standard:3.0",
  x86_64: "public.ecr.aws/codebuild/amazonlinux-x86_64-standard:5.0",
};

export interface JenkinsChartProps {
  /** Whole host name. */
  readonly host: string;
  readonly signIn: { readonly metadataUrl: string; readonly administrators: string; readonly operators: string };
  /** Where the repository is, as in "https://github.com/example-org/strata.git", the branch, and the secret with its key. */
  readonly source: { readonly url: string; readonly branch: string; readonly secretName: string };
  readonly approval: boolean;
  readonly region: string;
  readonly steps: Readonly<Record<string, AgentStep & { readonly architecture?: Architecture }>>;
}

/** The release of the controller: all of its configuration is code, and it runs no builds itself. */
export function jenkinsRelease(props: JenkinsChartProps): Release {
  const configuration = {
    jenkins: jenkinsConfiguration(props),
    unclassified: { location: { url: `https://${props.host}/` } },
    jobs: [{ script: jobOf(props.source) }],
  };
  const confined = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
  };
  const values = {
    fullnameOverride: chart.name,
    controller: {
      image: controllerImage,
      installPlugins: plugins,
      installLatestPlugins: false,
      overwritePlugins: true,
      admin: { createSecret: false },
      jenkinsUrl: `https://${props.host}/`,
      numExecutors: 0,
      serviceType: "ClusterIP",
      resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "2Gi" } },
      podSecurityContextOverride: {
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containerSecurityContext: { runAsUser: 1000, runAsGroup: 1000, ...confined },
      sidecars: { configAutoReload: { enabled: false } },
      JCasC: { defaultConfig: false, configScripts: { platform: stringify(configuration, { lineWidth: 0 }) } },
    },
    agent: { enabled: false },
    persistence: { enabled: true, existingClaim: homeClaim },
    rbac: { create: false },
    serviceAccount: { create: false, name: controllerAccount.serviceAccount },
  };
  return { chart, values, namespace: controllerAccount.namespace };
}

function jenkinsConfiguration({ signIn, approval, region, steps }: JenkinsChartProps): object {
  const group = (name: string, ...permissions: readonly string[]) => ({ group: { name, permissions } });
  const see = ["Overall/Read", "Job/Read", "View/Read"];
  return {
    numExecutors: 0,
    securityRealm: {
      saml: {
        binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
        groupsAttributeName: "groups",
        idpMetadataConfiguration: { period: 1440, url: signIn.metadataUrl },
        maximumAuthenticationLifetime: 43_200,
      },
    },
    authorizationStrategy: {
      globalMatrix: {
        entries: [
          group(signIn.administrators, "Overall/Administer"),
          group(signIn.operators, ...see, "Job/Build", "Job/Cancel"),
          group("authenticated", ...see),
        ],
      },
    },
    globalNodeProperties: [
      {
        envVars: {
          env: [
            { key: "APPROVAL", value: approval ? "manual" : "none" },
            { key: "AWS_REGION", value: region },
            { key: "OPERATORS", value: signIn.operators },
            { key: "STEPS", value: Object.keys(steps).join(" ") },
          ],
        },
      },
    ],
    clouds: [
      {
        kubernetes: {
          name: "agents",
          serverUrl: "https://kubernetes.default",
          namespace: agentsNamespace,
          jenkinsUrl: `http://jenkins.${controllerAccount.namespace}.svc.cluster.local:8080`,
          webSocket: true,
          containerCapStr: "20",
          templates: Object.entries(steps).map(([step, agent]) => ({
            name: step,
            label: step,
            namespace: namespaceOf(agent),
            serviceAccount: step,
            yamlMergeStrategy: "override",
            yaml: stringify(podOf(step, agent), { lineWidth: 0 }),
          })),
        },
      },
    ],
  };
}

/** A pod that runs one step, as the service account that the step's role belongs to. */
function podOf(step: string, { docker, architecture = "arm64" }: JenkinsChartProps["steps"][string]): object {
  const socket = [{ name: "docker", mountPath: "/var/run" }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { labels: { step } },
    spec: {
      serviceAccountName: step,
      automountServiceAccountToken: false,
      nodeSelector: { "kubernetes.io/arch": architectureLabels[architecture] },
      containers: [
        { name: "jnlp", image: agentImage, resources: { requests: { cpu: "100m", memory: "256Mi" } } },
        {
          name: "step",
          image: stepImages[architecture],
          command: ["sleep", "infinity"],
          envFrom: [{ configMapRef: { name: step } }],
          resources: { requests: { cpu: "1", memory: "4Gi" }, limits: { memory: "4Gi" } },
          ...(docker && { volumeMounts: socket }),
        },
        ...(docker
          ? [
              {
                name: "docker",
                image: dockerImage,
                args: ["--host=unix:///var/run/docker.sock"],
                securityContext: { privileged: true },
                volumeMounts: socket,
              },
            ]
          : []),
      ],
      ...(docker && { volumes: [{ name: "docker", emptyDir: {} }] }),
    },
  };
}

/**
 * The one job: the Jenkinsfile of the branch, polled every five minutes, since no Git host can reach the controller.
 */
function jobOf({ url, branch, secretName }: JenkinsChartProps["source"]): string {
  return `pipelineJob('deliver') {
  description('Delivers the workload. Configured as code: changes here do not last.')
  parameters {
    stringParam('REVISION', '${branch}', 'What to deliver: the branch, or a commit of it to go back to.')
  }
  properties {
    disableConcurrentBuilds()
    pipelineTriggers { triggers { pollSCM { scmpoll_spec('H/5 * * * *') } } }
  }
  definition {
    cpsScm {
      scm {
        git {
          remote { url('${url}'); credentials('${secretName}') }
          branch('${branch}')
        }
      }
      scriptPath('delivery/Jenkinsfile')
      lightweight(false)
    }
  }
}
`;
}
