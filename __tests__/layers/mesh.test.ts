import { describe, expect, test } from "vitest";
import type { RecoveryStrategy } from "../../platform/recovery";
import { evaluate } from "../../policies/access/evaluate";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf, type Service } from "../support/application";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { type KubernetesObject, manifestsOf } from "../support/manifests";
import { addressesOf, at } from "../support/synthesis";

/** `search` calls `ranking`; `ads` has no callers and calls no service. */
const services: Readonly<Record<string, Partial<Service>>> = {
  search: { uses: { "services.ranking": "invoke" } },
  ranking: { port: 8081 },
  ads: {},
};
const application = applicationOf(services, { mesh: "lattice" });
const environment = environmentOf("production", { application });
const json = layerOf("application", environment)("test");
const account = "111122223333";

const meshAddresses = (stack: StackJson) =>
  addressesOf(stack).filter((address) => address.includes("mesh") || address.includes("vpclattice"));

describe("a mesh", () => {
  test("has what is called, and nothing else", () => {
    const made = meshAddresses(json).filter((address) => /^aws_(lb|vpclattice_service)\./.test(address));
    expect(made).toEqual(["aws_lb.mesh_ranking_balancer", "aws_vpclattice_service.mesh_ranking"]);
  });

  test("without a service that is called has no load balancer", () => {
    const alone = environmentOf("production", { application: applicationOf({ ads: {} }, { mesh: "lattice" }) });
    const addresses = meshAddresses(layerOf("application", alone)("test"));
    expect(addresses).toContain("aws_vpclattice_service_network.mesh");
    expect(addresses.filter((address) => address.startsWith("aws_lb"))).toEqual([]);
  });

  test("is not there unless an environment asks for it", () => {
    const without = environmentOf("production", { application: applicationOf(services) });
    expect(meshAddresses(layerOf("application", without)("test"))).toEqual([]);
  });

  test("asks for a signature on its network and on each service, and logs every request", () => {
    for (const address of ["aws_vpclattice_service_network.mesh", "aws_vpclattice_service.mesh_ranking"]) {
      expect(at(json, address).auth_type).toBe("AWS_IAM");
    }
    expect(at(json, "aws_vpclattice_access_log_subscription.mesh_access_logs")).toMatchObject({
      resource_identifier: "${aws_vpclattice_service_network.mesh.arn}",
      destination_arn: "${aws_cloudwatch_log_group.mesh.arn}",
    });
    expect(at(json, "aws_vpclattice_listener.mesh_ranking")).toMatchObject({ protocol: "HTTPS", port: 443 });
  });

  test("reaches pods through a load balancer that VPC Lattice alone reaches", () => {
    expect(at(json, "aws_lb.mesh_ranking_balancer")).toMatchObject({
      internal: true,
      security_groups: ["${aws_security_group.mesh_balancers.id}"],
    });
    expect(at(json, "aws_lb_listener.mesh_ranking_balancer")).toMatchObject({ port: 8081 });
    const rules = Object.values(json.resource?.aws_vpc_security_group_ingress_rule ?? {});
    const into = rules.filter((rule) => rule.security_group_id === "${aws_security_group.mesh_balancers.id}");
    expect(into.map((rule) => rule.prefix_list_id)).toEqual([
      "${data.aws_ec2_managed_prefix_list.mesh_balancers_lattice.id}",
    ]);
  });

  test("has a target group for pods that is not the one of the edge", () => {
    const edge = at(json, "aws_lb_target_group.service_ranking").name;
    expect(at(json, "aws_lb_target_group.mesh_ranking_pods").name).not.toBe(edge);
  });
});

const serviceArn = `arn:aws:vpc-lattice:us-east-1:${account}:service/svc-0a1b2c3d4e5f67890`;
const policyOf = (address: string): object => {
  const text = String(at(json, address).policy);
  return JSON.parse(text.replaceAll("${aws_vpclattice_service.mesh_ranking.arn}", serviceArn));
};
const rightOfSearch = { name: "search", policy: policyOf("aws_iam_role_policy.service_search_role") };

/** Whether the auth policies of the network and of the service both let a role with this policy in. */
async function mayCall(role: string, identity: typeof rightOfSearch | undefined): Promise<boolean> {
  const answers = ["mesh_auth", "mesh_ranking_auth"].map((policy) =>
    evaluate(
      {
        request: {
          action: "vpc-lattice-svcs:Invoke",
          principal: `arn:aws:sts::${account}:assumed-role/${role}/pod`,
          resource: { resource: `${serviceArn}/rank`, accountId: account },
          contextVariables: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/${role}` },
        },
        identityPolicies: identity ? [identity] : [],
        resourcePolicy: policyOf(`aws_vpclattice_auth_policy.${policy}`),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    ),
  );
  return (await Promise.all(answers)).every(({ allowed }) => allowed);
}

describe("who may call a service", () => {
  test("is who has it in `uses`", async () => {
    expect(await mayCall("strata-test-service-search", rightOfSearch)).toBe(true);
  });

  test.each([
    ["another service, even with the right", "strata-test-service-ads", rightOfSearch],
    ["a person with the right", "strata-test-developer", rightOfSearch],
    ["the caller without the right", "strata-test-service-search", undefined],
    ["a service of another name that begins like the caller", "strata-test-service-search-more", rightOfSearch],
    ["a role of another environment", "strata-prod-service-search", rightOfSearch],
  ])("is not %s", async (_, role, identity) => {
    expect(await mayCall(role, identity)).toBe(false);
  });

  test("learns its address from Lattice", () => {
    const { environment: variables } = JSON.parse(String(at(json, "aws_ssm_parameter.service_search_settings").value));
    expect(variables).toEqual({
      SERVICES_RANKING_URL: "https://${aws_vpclattice_service.mesh_ranking.dns_entry[0].domain_name}",
    });
  });
});

describe("manifests", () => {
  const files = manifestsOf(environment)("test");
  const fileOf = (name: string): KubernetesObject[] => files[`services/${name}.yaml`] ?? expect.fail(`no ${name}`);
  const policyOfPods = (name: string) =>
    JSON.stringify(fileOf(name).find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === name)?.spec);

  test("let a caller reach the mesh, and no pods of the service", () => {
    expect(policyOfPods("search")).toContain('"169.254.171.0/24"');
    expect(policyOfPods("search")).not.toContain('"ranking"');
    expect(policyOfPods("ranking")).not.toContain('"search"');
    expect(policyOfPods("ads")).not.toContain('"169.254.171.0/24"');
  });

  test("register pods for the edge, and for the mesh where the service is in it", () => {
    const bindings = (name: string) =>
      fileOf(name)
        .filter(({ kind }) => kind === "TargetGroupBinding")
        .map(({ metadata, spec }) => [metadata.name, spec.targetGroupARN]);
    expect(bindings("ranking")).toEqual([
      ["ranking", "${TARGET_GROUP_ARN}"],
      ["ranking-mesh", "${MESH_TARGET_GROUP_ARN}"],
    ]);
    expect(bindings("search")).toEqual([["search", "${TARGET_GROUP_ARN}"]]);
    const { meshTargetGroupArn } = JSON.parse(String(at(json, "aws_ssm_parameter.service_ranking_settings").value));
    expect(meshTargetGroupArn).toBe("${aws_lb_target_group.mesh_ranking_pods.arn}");
  });
});

describe("in a recovery region", () => {
  function recovering(strategy: RecoveryStrategy): readonly string[] {
    return meshAddresses(layerOf("application", ...recoveredPair(strategy, { application }))("dr"));
  }

  test("there is a mesh where there is a cluster, of the region's own", () => {
    expect(recovering("backup-restore")).toEqual([]);
    expect(recovering("pilot-light")).toEqual(meshAddresses(json));
  });
});
