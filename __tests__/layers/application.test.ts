import { describe, expect, test } from "vitest";
import { applicationOutputs } from "../../layers/application/outputs";
import { dataOutputs } from "../../layers/data/outputs";
import { layers } from "../../layers/layers";
import { securityOutputs } from "../../layers/security/outputs";
import { outputName } from "../../platform/contract";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { Offer } from "../../platform/references";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf, plainService, referenceTo, type Service } from "../support/application";
import { environmentOf, recoveredPair } from "../support/environment";
import { allows, through } from "../support/grants";
import { layerOf } from "../support/layers";
import { testKey } from "../support/site";
import { addressesOf, at, statementsOf } from "../support/synthesis";

const gateway: Service = {
  ...plainService,
  uses: {
    "tables.sessions": "write",
    "cache.main": "write",
    "database.main": "write",
    "secrets.session-signing-key": "read",
  },
};

/** The application stack of an environment with these services. */
function built(services: Readonly<Record<string, Partial<Service>>>): StackJson {
  return layerOf("application", environmentOf("production", { application: applicationOf(services) }))("test");
}

const withGateway = built({ gateway });

/** The stack of an environment with the gateway that recovers another by the strategy. */
function recovering(strategy: RecoveryStrategy): StackJson {
  const application = applicationOf({ gateway });
  return layerOf("application", ...recoveredPair(strategy, { application }))("dr");
}

const account = "111122223333";

/** A document with what the layers below publish: the examples of their contracts, and keys as `testKey` names them. */
function published(document: unknown): unknown {
  const contracts = { data: dataOutputs.fields, security: securityOutputs.fields };
  const text = String(document).replace(
    /\$\{data\.terraform_remote_state\.(data|security)\.outputs\.(\w+)(?:\.([\w-]+))?\}/g,
    (_, layer: keyof typeof contracts, output: string, key?: string) => {
      const [, classification] = /^(\w+)_key_arn$/.exec(output) ?? [];
      if (classification) return testKey(classification);
      if (output === "zone_key_arns") return testKey(key === "artifacts" ? "artifacts" : "lake");
      const [, field] = Object.entries(contracts[layer]).find(([name]) => outputName(name) === output) ?? [];
      if (!field) return expect.fail(`${layer} publishes no ${output}`);
      if (typeof field.example === "string" || key === undefined) return String(field.example);
      const [[known, example] = expect.fail(`${output} has no example`)] = Object.entries(field.example);
      return String(example).replaceAll(known, key);
    },
  );
  return JSON.parse(text);
}

const policyOf = (json: StackJson, service: string) =>
  published(at(json, `aws_iam_role_policy.service_${service}_role`).policy);

const table = (name: string) => `arn:aws:dynamodb:us-east-1:${account}:table/strata-dev-${name}`;
const user = (name: string) => `arn:aws:rds-db:us-east-1:${account}:dbuser:prx-0a1b2c3d4e5f67890/${name}`;
const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:${account}:secret:strata-dev-${name}-AbCdEf`;
const object = (zone: string) => `arn:aws:s3:::strata-dev-lake-${zone}-${account}-us-east-1/file`;

describe("the application layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(withGateway.output ?? {}).sort()).toEqual(
      Object.keys(applicationOutputs.fields).map(outputName).sort(),
    );
  });

  test("lets pods of one service account of the cluster assume its role, and nothing else", () => {
    const trust = at(withGateway, "aws_iam_role.service_gateway_role").assume_role_policy;
    expect(Object.values(statementsOf(trust))).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": `arn:aws:eks:us-east-1:${account}:cluster/strata-test-main`,
            "aws:RequestTag/kubernetes-namespace": "gateway",
            "aws:RequestTag/kubernetes-service-account": "gateway",
          },
        },
      },
    ]);
    expect(at(withGateway, "aws_eks_pod_identity_association.service_gateway_identity")).toMatchObject({
      cluster_name: `\${aws_eks_cluster.cluster.name}`,
      namespace: "gateway",
      service_account: "gateway",
    });
  });

  test("gives a service without `uses` no role", () => {
    const json = built({ site: {} });
    expect(addressesOf(json).filter((address) => /^aws_iam_role.*service_/.test(address))).toEqual([]);
    expect(json.output?.service_role_arns?.value).toEqual({});
  });
});

describe("the gateway", () => {
  test.each<[string, string, string, Record<string, string>?]>([
    ["reads sessions", "dynamodb:GetItem", table("sessions")],
    ["finds sessions by an index", "dynamodb:Query", `${table("sessions")}/index/by-owner`],
    ["writes sessions", "dynamodb:PutItem", table("sessions")],
    ["encrypts them", "kms:GenerateDataKey", testKey("database"), through("dynamodb")],
    ["connects to the database as itself", "rds-db:connect", user("gateway")],
    ["connects to the cache", "elasticache:Connect", `arn:aws:elasticache:us-east-1:${account}:user:strata-dev-main`],
    ["reads its secret", "secretsmanager:GetSecretValue", secret("session-signing-key")],
    ["decrypts it", "kms:Decrypt", testKey("secrets"), through("secretsmanager")],
  ])("%s", async (_, action, resource, context) => {
    expect(await allows(policyOf(withGateway, "gateway"), { action, resource, context })).toBe(true);
  });

  test.each<[string, string, string, Record<string, string>?]>([
    ["documents", "dynamodb:GetItem", table("documents")],
    ["the table itself", "dynamodb:DeleteTable", table("sessions")],
    ["the key but through DynamoDB", "kms:Decrypt", testKey("database"), through("rds")],
    ["the database as somebody else", "rds-db:connect", user("postgres")],
    ["another secret", "secretsmanager:GetSecretValue", secret("partner")],
    ["its secret to write it", "secretsmanager:PutSecretValue", secret("session-signing-key")],
    ["the lake", "s3:GetObject", object("raw")],
  ])("does not get at %s", async (_, action, resource, context) => {
    expect(await allows(policyOf(withGateway, "gateway"), { action, resource, context })).toBe(false);
  });

  test("learns from its parameter where everything is", () => {
    const { value, type, key_id } = at(withGateway, "aws_ssm_parameter.service_gateway_settings");
    expect({ type, key_id }).toEqual({
      type: "SecureString",
      key_id: "${data.terraform_remote_state.security.outputs.secrets_key_arn}",
    });
    expect(JSON.parse(String(value))).toEqual({
      environment: expect.objectContaining({
        TABLES_SESSIONS_NAME: "${data.terraform_remote_state.data.outputs.table_names.sessions}",
        DATABASE_MAIN_HOST: "${data.terraform_remote_state.data.outputs.database_proxy_endpoint}",
        DATABASE_MAIN_USER: "gateway",
        CACHE_MAIN_HOST: "${data.terraform_remote_state.data.outputs.cache_endpoint}",
        SECRETS_SESSION_SIGNING_KEY_ARN:
          "${data.terraform_remote_state.security.outputs.secret_arns.session-signing-key}",
      }),
      repositoryUrl: "${aws_ecr_repository.image_gateway.repository_url}",
      targetGroupArn: "${aws_lb_target_group.service_gateway.arn}",
    });
  });
});

describe("a service that only reads", () => {
  const json = built({
    reports: { uses: { "tables.documents": "read", "zones.raw": "read", "database.main": "read" } },
  });
  const can = (action: string, resource: string) => allows(policyOf(json, "reports"), { action, resource });

  test("reads and writes nothing", async () => {
    expect(await can("dynamodb:GetItem", table("documents"))).toBe(true);
    expect(await can("dynamodb:PutItem", table("documents"))).toBe(false);
    expect(await can("s3:GetObject", object("raw"))).toBe(true);
    expect(await can("s3:PutObject", object("raw"))).toBe(false);
  });

  test("connects to the database as itself, by the host that takes reads", async () => {
    expect(await can("rds-db:connect", user("reports"))).toBe(true);
    expect(await can("rds-db:connect", user("gateway"))).toBe(false);
    const { value } = at(json, "aws_ssm_parameter.service_reports_settings");
    expect(JSON.parse(String(value)).environment).toMatchObject({
      DATABASE_MAIN_HOST: "${data.terraform_remote_state.data.outputs.database_proxy_read_endpoint}",
      DATABASE_MAIN_USER: "reports",
    });
  });

  test("has no tag that a zone would take it for a writer by", () => {
    expect(at(json, "aws_iam_role.service_reports_role")).not.toHaveProperty("tags");
  });
});

test("a service that fills a zone puts objects there and sees none; its role has the tag that the zone asks for", async () => {
  const json = built({ collector: { uses: { "zones.raw": "write" } } });
  const can = (action: string) => allows(policyOf(json, "collector"), { action, resource: object("raw") });
  expect(await can("s3:PutObject")).toBe(true);
  expect(await can("s3:GetObject")).toBe(false);
  expect(at(json, "aws_iam_role.service_collector_role").tags).toEqual({ "zone-raw": "write" });
});

test("everything that layers offer can be used, at each of its levels", () => {
  const offers = Object.values(layers).flatMap((layer): readonly Offer[] => layer.offers);
  const uses = offers.flatMap((offer) => offer.levels.map((level) => ({ [referenceTo(offer)]: level })));
  const services = Object.fromEntries(uses.map((use, index) => [`user${index}`, { uses: use }]));
  const json = built(services);
  const roles = addressesOf(json).filter((address) => address.startsWith("aws_iam_role.service_user"));
  // Who calls a service or checks tokens needs no right of AWS.
  const rightless = ["services.user0", "tokens.people"];
  expect(roles).toHaveLength(uses.filter((use) => !rightless.some((reference) => reference in use)).length);
  for (const name of Object.keys(services)) {
    const { environment } = JSON.parse(String(at(json, `aws_ssm_parameter.service_${name}_settings`).value));
    expect(Object.keys(environment)).not.toEqual([]);
  }
});

test("a service that calls another learns where that is, inside the cluster", () => {
  const json = built({ gateway: { uses: { "services.ranking": "invoke" } }, ranking: { port: 8081 } });
  expect(JSON.parse(String(at(json, "aws_ssm_parameter.service_gateway_settings").value)).environment).toEqual({
    SERVICES_RANKING_URL: "http://ranking.ranking.svc.cluster.local:8081",
  });
});

test("one more service takes nothing from the others", () => {
  const both = addressesOf(built({ gateway, search: { uses: { "tables.documents": "read" } } }));
  const added = both.filter((address) => !addressesOf(withGateway).includes(address));
  expect(both.filter((address) => !added.includes(address))).toEqual(addressesOf(withGateway));
  expect(added).toEqual(
    expect.arrayContaining([
      "aws_ecr_repository.image_search",
      "aws_eks_pod_identity_association.service_search_identity",
      "aws_iam_role.service_search_role",
      "aws_lb_target_group.service_search",
      "aws_ssm_parameter.service_search_settings",
    ]),
  );
});

describe("a target group", () => {
  const of = (service: Partial<Service>) => at(built({ gateway: service }), "aws_lb_target_group.service_gateway");

  test("sends requests to pods that answer on the health path", () => {
    expect(of({ health: "/ready", drainSeconds: 60, stickySeconds: 3600 })).toMatchObject({
      target_type: "ip",
      port: 8080,
      protocol: "HTTP",
      protocol_version: "HTTP1",
      deregistration_delay: "60",
      health_check: expect.objectContaining({ path: "/ready", matcher: "200" }),
      stickiness: { type: "lb_cookie", cookie_duration: 3600 },
    });
    expect(of({ protocol: "grpc" })).toMatchObject({
      protocol_version: "GRPC",
      health_check: expect.objectContaining({ matcher: "0" }),
    });
  });

  test("belongs to the cluster by a tag in Auto Mode, which registers pods in no other", () => {
    const kubernetes = { ...applicationOf({}).kubernetes, compute: { mode: "auto" as const } };
    const environment = environmentOf("production", { application: applicationOf({ gateway: {} }, { kubernetes }) });
    const json = layerOf("application", environment)("test");
    expect(at(json, "aws_lb_target_group.service_gateway").tags).toEqual({
      "eks:eks-cluster-name": "strata-test-main",
    });
    expect(of({})).not.toHaveProperty("tags");
  });

  test("has another name when AWS needs another one, so that it can be there before the old one goes", () => {
    const { name, lifecycle } = of({});
    expect(lifecycle).toEqual({ create_before_destroy: true });
    expect(of({ health: "/ready", drainSeconds: 5 }).name).toBe(name);
    expect(new Set([name, of({ port: 8081 }).name, of({ protocol: "http2" }).name]).size).toBe(3);
  });
});

describe("images", () => {
  test("are never replaced under their tag, scanned, and encrypted with the key of artifacts", () => {
    expect(at(withGateway, "aws_ecr_repository.image_gateway")).toMatchObject({
      name: "strata-test-gateway",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [
        { encryption_type: "KMS", kms_key: "${data.terraform_remote_state.security.outputs.artifacts_key_arn}" },
      ],
      force_delete: false,
    });
  });

  test("are copied to repositories of the same name, which are there first", () => {
    const json = recovering("warm-standby");
    expect(at(json, "aws_ecr_repository.image_gateway").name).toBe("strata-prod-gateway");
    expect(at(json, "aws_ecr_replication_configuration.image_replication")).toMatchObject({
      provider: "aws.us-east-1",
      replication_configuration: {
        rule: [
          {
            destination: [{ region: "us-west-2", registry_id: account }],
            repository_filter: [{ filter: "${aws_ecr_repository.image_gateway.name}", filter_type: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  });
});

describe("in a recovery region", () => {
  test("nodes pull the copies, which are called like the primary's images", async () => {
    const json = recovering("warm-standby");
    const { name } = at(json, "aws_ecr_repository.image_gateway");
    const pulls = { action: "ecr:BatchGetImage", resource: `arn:aws:ecr:us-west-2:${account}:repository/${name}` };
    expect(await allows(published(at(json, "aws_iam_role_policy.nodes").policy), pulls)).toBe(true);
  });

  const typesIn = (strategy: RecoveryStrategy) => [
    ...new Set(addressesOf(recovering(strategy)).map((address) => address.split(".")[0])),
  ];

  test("backup-restore keeps images and no more", () => {
    expect(typesIn("backup-restore")).toEqual([
      "aws_ecr_lifecycle_policy",
      "aws_ecr_replication_configuration",
      "aws_ecr_repository",
      "aws_ecr_repository_policy",
    ]);
  });

  test("pilot-light leaves out what the data layer does not keep there", () => {
    const statements = statementsOf(at(recovering("pilot-light"), "aws_iam_role_policy.service_gateway_role").policy);
    expect(Object.keys(statements)).toContain("ReadItemsOfSessions");
    expect(Object.keys(statements)).not.toContain("ConnectToCache");
    expect(Object.keys(statements)).not.toContain("ConnectToDatabase");
  });

  test("warm-standby has all that the primary has", () => {
    const own = addressesOf(recovering("warm-standby")).filter((address) => !address.includes("replication"));
    expect(own).toEqual(addressesOf(withGateway));
  });
});
