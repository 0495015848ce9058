import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { applicationDefaults } from "../../layers/application/config";
import { layers } from "../../layers/layers";
import { systemNamespaces } from "../../modules/kubernetes/namespaces";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { Offer } from "../../platform/references";
import { readConfig } from "../../services/gateway/config";
import { type Application, applicationOf, referenceTo, type Service } from "../support/application";
import { customKinds, customResources } from "../support/custom-resources";
import { environmentOf, recoveredPair } from "../support/environment";
import { documentsOf, type KubernetesObject, manifestFilesOf, manifestsOf, only } from "../support/manifests";

const auto: Application["kubernetes"] = { ...applicationDefaults.production.kubernetes, compute: { mode: "auto" } };

const built = (services: Readonly<Record<string, Partial<Service>>>, changes?: Partial<Application>) =>
  manifestsOf(environmentOf("production", { application: applicationOf(services, changes) }))("test");

const environments = loadEnvironments();
const platform = manifestsOf(...environments);
const names = environments.map(({ name }) => name);

describe("the environments of the repository", () => {
  test.each(environments)("$name has a file for each service, one for the cluster, and its charts", (environment) => {
    const services = Object.keys(environment.application.services).map((service) => `services/${service}.yaml`);
    expect(services).toContain("services/gateway.yaml");
    expect(Object.keys(platform(environment.name)).sort()).toEqual([
      "cluster.yaml",
      "helm/aws-load-balancer-controller.yaml",
      "helm/cluster-autoscaler.yaml",
      "helm/helmfile.yaml",
      ...services.sort(),
    ]);
  });

  test.each(names)("%s: every namespace that something is in, the cluster has", (name) => {
    const files = platform(name);
    const objects = Object.entries(files)
      .filter(([file]) => !file.startsWith("helm/"))
      .flatMap(([, found]) => found);
    const made = objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
    for (const { metadata } of objects) {
      if (metadata.namespace) expect([...made, ...systemNamespaces]).toContain(metadata.namespace);
    }
    for (const { metadata } of objects.filter(({ kind }) => kind === "Namespace")) {
      expect(metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
    }
  });

  test.each(names)("%s: names are those of domains, but for rights", (name) => {
    const objects = Object.entries(platform(name)).flatMap(([file, found]) => (file.startsWith("helm/") ? [] : found));
    for (const { kind, metadata } of objects.filter((object) => !/Role(Binding)?$/.test(object.kind))) {
      expect(`${kind} ${metadata.name}`).toMatch(/^\w+ [a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
    }
  });

  test("write the same bytes twice", () => {
    const [first, second] = [manifestFilesOf(...environments), manifestFilesOf(...environments)];
    for (const name of names) expect(second(name)).toEqual(first(name));
  });

  test("let developers enter pods in the sandbox only", () => {
    const entering = (name: string) =>
      platform(name)["cluster.yaml"]?.some(({ roleRef }) => roleRef?.name === "platform:enter-pods");
    expect(names.filter(entering)).toEqual(["dev"]);
  });
});

/** The file of a service, which is there. */
const serviceOf = (files: Readonly<Record<string, KubernetesObject[]>>, name: string) =>
  files[`services/${name}.yaml`] ?? expect.fail(`no file of ${name}`);

/** What the pods of a service may reach in addition to names, as "10.0.192.0/19:5432" or "ranking:8080". */
function reachOf(objects: readonly KubernetesObject[], name: string): string[] {
  interface Egress {
    readonly to: readonly {
      readonly ipBlock?: { readonly cidr: string };
      readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    }[];
    readonly ports: readonly { readonly port: number }[];
  }
  const policy = objects.find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === name);
  const { egress } = policy?.spec ?? expect.fail(`no policy of ${name}`);
  return (egress as Egress[])
    .flatMap(({ to, ports }) =>
      to.flatMap(({ ipBlock, namespaceSelector }) =>
        ports.map(
          ({ port }) => `${ipBlock?.cidr ?? namespaceSelector?.matchLabels["kubernetes.io/metadata.name"]}:${port}`,
        ),
      ),
    )
    .filter((reached) => !reached.endsWith(":53"))
    .sort();
}

const credentials = "169.254.170.23/32:80";

describe("what the pods of a service reach", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["nothing", {}, []],
    ["the database", { "database.main": "read" }, [credentials, "10.0.192.0/19:5432"]],
    ["the cache", { "cache.main": "write" }, [credentials, "10.0.192.0/19:6379"]],
    ["a table", { "tables.sessions": "read" }, ["0.0.0.0/0:443", credentials]],
    ["a zone", { "zones.raw": "write" }, ["0.0.0.0/0:443", credentials]],
    ["a secret", { "secrets.session-signing-key": "read" }, ["10.0.0.0/17:443", credentials]],
    ["a queue and the bus", { "queues.uploads": "send", "bus.main": "send" }, ["10.0.0.0/17:443", credentials]],
    ["tokens of people", { "tokens.people": "verify" }, ["0.0.0.0/0:443"]],
    ["a topic", { "topics.alerts": "send" }, ["0.0.0.0/0:443", credentials]],
    [
      "a function, without an endpoint of Lambda in the VPC",
      { "functions.documents-api": "invoke" },
      ["0.0.0.0/0:443", credentials],
    ],
    [
      "several of them",
      { "database.main": "write", "tables.sessions": "read", "tables.documents": "read" },
      ["0.0.0.0/0:443", credentials, "10.0.192.0/19:5432"],
    ],
  ])("that uses %s", (_, uses, reached) => {
    expect(reachOf(serviceOf(built({ search: { uses } }), "search"), "search")).toEqual([...reached].sort());
  });

  test("that calls another service, which lets it in", () => {
    const files = built({ search: { uses: { "services.ranking": "invoke" } }, ranking: { port: 8081 }, other: {} });
    expect(reachOf(serviceOf(files, "search"), "search")).toEqual(["ranking:8081"]);
    const callers = (name: string) =>
      JSON.stringify(
        serviceOf(files, name).find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === name)?.spec
          .ingress,
      );
    expect(callers("ranking")).toContain('"search"');
    expect(callers("other")).not.toContain('"search"');
  });

  test("that uses a service without endpoint in the VPC", () => {
    const environment = environmentOf("production", {
      application: applicationOf({ search: { uses: { "queues.uploads": "send" } } }),
    });
    const without = { ...environment, network: { ...environment.network, interfaceEndpoints: ["sts" as const] } };
    expect(reachOf(serviceOf(manifestsOf(without)("test"), "search"), "search")).toEqual([
      "0.0.0.0/0:443",
      credentials,
    ]);
  });

  test("everything that layers offer leads somewhere", () => {
    const offers = Object.values(layers)
      .flatMap((layer): readonly Offer[] => layer.offers)
      .filter(({ levels }) => levels.length > 0);
    const services = Object.fromEntries(
      offers.map((offer, index) => [`user${index}`, { uses: { [referenceTo(offer)]: offer.levels[0] ?? "" } }]),
    );
    const files = built(services);
    for (const name of Object.keys(services)) {
      expect(reachOf(serviceOf(files, name), name).filter((reached) => reached !== credentials)).toHaveLength(1);
    }
  });
});

describe("the settings of a service", () => {
  test("have a place for every variable that its parameter brings", () => {
    const objects = serviceOf(built({ search: { uses: { "database.main": "read" } } }), "search");
    expect(only(objects, "ConfigMap").data).toEqual({
      AWS_REGION: "us-east-1",
      DRAIN_SECONDS: "30",
      OTEL_SERVICE_NAME: "search",
      PORT: "8080",
      DATABASE_MAIN_HOST: "${DATABASE_MAIN_HOST}",
      DATABASE_MAIN_NAME: "${DATABASE_MAIN_NAME}",
      DATABASE_MAIN_PORT: "${DATABASE_MAIN_PORT}",
      DATABASE_MAIN_USER: "${DATABASE_MAIN_USER}",
    });
  });

  test("are all that the gateway reads", () => {
    const { data } = only(serviceOf(platform("prod"), "gateway"), "ConfigMap");
    const valueFor = (name: string) => {
      if (name.endsWith("_PORT")) return "5432";
      if (name.endsWith("_ISSUER")) return "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_example";
      return name.endsWith("_ARN") ? "arn:aws:secretsmanager:us-east-1:111122223333:secret:key-AbCdEf" : "something";
    };
    const environment = Object.entries(data as Record<string, string>).map(([name, value]) => [
      name,
      value.replace(/^\$\{\w+\}$/, () => valueFor(name)),
    ]);
    expect(readConfig(Object.fromEntries(environment))).toMatchObject({ port: 8080, drainSeconds: 30 });
  });

  test("contain only placeholders that the pipeline fills", () => {
    const text = manifestFilesOf(...environments)("prod")["services/gateway.yaml"] ?? "";
    const fromPipeline = [
      "API_TARGET_GROUP_ARN",
      "IMAGE_DIGEST",
      "REPOSITORY_URL",
      "SETTINGS_VERSION",
      "TARGET_GROUP_ARN",
    ];
    const known = [...fromPipeline, ...Object.keys(only(documentsOf(text), "ConfigMap").data)];
    const used = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(used.filter((name) => !known.includes(name ?? ""))).toEqual([]);
    expect(new Set(used)).toEqual(new Set([...used, ...fromPipeline]));
  });
});

describe("charts", () => {
  const files = built({ search: { drainSeconds: 600 } });
  /** What a file below helm/ holds. */
  const holds = (name: string): Record<string, Record<string, unknown>> =>
    files[`helm/${name}.yaml`]?.[0] ?? expect.fail(`no ${name}.yaml`);
  const { repositories, releases } = holds("helmfile") as unknown as {
    repositories: { name: string; url: string }[];
    releases: { name: string; namespace: string; chart: string; version: string; values: string[] }[];
  };

  test("have a version, a source and values each", () => {
    expect(releases.map(({ name }) => name)).toEqual(["cluster-autoscaler", "aws-load-balancer-controller"]);
    for (const { name, chart, version, values, namespace } of releases) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(repositories.map((repository) => `${repository.name}/${name}`)).toContain(chart);
      for (const file of values) expect(files).toHaveProperty([`helm/${file}`]);
      expect(namespace).toBe("kube-system");
    }
    for (const { url } of repositories) expect(url).toMatch(/^https:/);
  });

  test("run as the service accounts that roles are associated with, in the cluster that there is", () => {
    expect(holds("cluster-autoscaler")).toMatchObject({
      rbac: { serviceAccount: { create: true, name: "cluster-autoscaler" } },
      autoDiscovery: { clusterName: "strata-test-main" },
      awsRegion: "us-east-1",
    });
    expect(holds("aws-load-balancer-controller")).toMatchObject({
      serviceAccount: { create: true, name: "aws-load-balancer-controller" },
      clusterName: "strata-test-main",
      region: "us-east-1",
      vpcId: "${VPC_ID}",
    });
  });

  test("have an autoscaler of the cluster's version, which waits as long as pods take to stop", () => {
    const { image, extraArgs } = holds("cluster-autoscaler");
    expect(image?.tag).toMatch(new RegExp(`^v${auto.version.replace(".", "\\.")}\\.\\d+(@sha256:[0-9a-f]{64})?$`));
    const pods = only(serviceOf(files, "search"), "Deployment").spec.template.spec;
    expect(extraArgs?.["max-graceful-termination-sec"]).toBe(pods.terminationGracePeriodSeconds);
    expect(extraArgs?.["skip-nodes-with-local-storage"]).toBe(false);
  });

  test("make no load balancers", () => {
    expect(holds("aws-load-balancer-controller")).toMatchObject({
      createIngressClassResource: false,
      ingressClassParams: { create: false },
      enableServiceMutatorWebhook: false,
    });
  });
});

describe("Auto Mode", () => {
  const files = built({ search: {} }, { kubernetes: auto });
  const cluster = files["cluster.yaml"] ?? [];

  test("has its own API groups instead of charts", () => {
    expect(Object.keys(files).sort()).toEqual(["cluster.yaml", "services/search.yaml"]);
    expect(only(serviceOf(files, "search"), "TargetGroupBinding").apiVersion).toBe("eks.amazonaws.com/v1");
  });

  test("runs nodes of every architecture that images are built for", () => {
    const mixed = built({ search: {}, other: { architecture: "x86_64" } }, { kubernetes: auto });
    const architecturesOf = (found: readonly KubernetesObject[] = []) =>
      only(found, "NodePool").spec.template.spec.requirements.find(
        ({ key }: { key: string }) => key === "kubernetes.io/arch",
      ).values;
    expect(architecturesOf(cluster)).toEqual(["arm64"]);
    expect(architecturesOf(mixed["cluster.yaml"])).toEqual(["arm64", "amd64"]);
    const nodesOf = (name: string) => only(serviceOf(mixed, name), "Deployment").spec.template.spec.nodeSelector;
    expect([nodesOf("search"), nodesOf("other")].map((labels) => labels["kubernetes.io/arch"])).toEqual([
      "arm64",
      "amd64",
    ]);
  });

  test("runs nodes in the application tier, with its group, and with disks under the key of volumes", () => {
    expect(only(cluster, "NodeClass").spec).toMatchObject({
      role: "strata-test-eks-nodes",
      subnetSelectorTerms: [{ tags: { environment: "test", "subnet-tier": "application" } }],
      securityGroupSelectorTerms: [{ id: "${SECURITY_GROUP_ID}" }],
      ephemeralStorage: { kmsKeyID: "${VOLUMES_KEY_ARN}" },
    });
    const { template } = only(cluster, "NodePool").spec;
    expect(template.spec.nodeClassRef).toMatchObject({
      kind: "NodeClass",
      name: only(cluster, "NodeClass").metadata.name,
    });
    expect(only(serviceOf(files, "search"), "Deployment").spec.template.spec.nodeSelector).toMatchObject(
      template.metadata.labels,
    );
  });

  test("enforces network policies", () => {
    expect(only(cluster, "ConfigMap")).toMatchObject({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
  });

  test("has room for services at their largest twice, and an end", () => {
    const { limits } = only(cluster, "NodePool").spec;
    expect(Number(limits.cpu)).toBeGreaterThanOrEqual((2 * 12 * 250) / 1000);
  });
});

describe("in a recovery region", () => {
  const recovering = (strategy: RecoveryStrategy) => {
    const application = applicationOf({ search: { uses: { "database.main": "write", "tables.sessions": "read" } } });
    return manifestsOf(...recoveredPair(strategy, { application }))("dr");
  };

  test("backup-restore has no cluster and so no manifests", () => {
    expect(recovering("backup-restore")).toEqual({});
  });

  test("pilot-light has services without pods, which reach what is there", () => {
    const objects = serviceOf(recovering("pilot-light"), "search");
    expect(only(objects, "Deployment").spec.replicas).toBe(0);
    expect(reachOf(objects, "search")).toEqual(["0.0.0.0/0:443", credentials]);
  });

  test("warm-standby runs what the primary runs", () => {
    const objects = serviceOf(recovering("warm-standby"), "search");
    expect(only(objects, "Deployment").spec).not.toHaveProperty("replicas");
    expect(only(objects, "ConfigMap").data).toMatchObject({
      AWS_REGION: "us-west-2",
      DATABASE_MAIN_HOST: "${DATABASE_MAIN_HOST}",
    });
  });
});

test.each([
  ["node groups", built({ search: {} })],
  ["Auto Mode", built({ search: {} }, { kubernetes: auto })],
])("custom resources have the fields of their schemas, with %s", (_, files) => {
  const custom = Object.values(files)
    .flat()
    .filter(({ kind }) => customKinds.includes(kind));
  expect(custom.length).toBeGreaterThan(0);
  for (const object of custom) expect(customResources.safeParse(object).error?.issues).toBeUndefined();
});
