import { describe, expect, test } from "vitest";
import { networkOutputs } from "../../layers/network/outputs";
import { interfaceEndpoints } from "../../modules/network/endpoint-services";
import { outputName } from "../../platform/contract";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { at, statementsOf, typesOf } from "../support/synthesis";

function network(environment = environmentOf("production")) {
  return layerOf("network", environment)("test");
}

describe("the network layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(network().output ?? {}).sort()).toEqual(
      Object.keys(networkOutputs.fields).map(outputName).sort(),
    );
  });

  test.each([
    ["sandbox", { nats: 1, flowLogs: 1, retention: 14, aggregation: 600 }],
    ["nonproduction", { nats: 2, flowLogs: 2, retention: 90, aggregation: 600 }],
    ["production", { nats: 2, flowLogs: 2, retention: 400, aggregation: 60 }],
  ] as const)("differs by tier: %s", (tier, expected) => {
    const json = network(environmentOf(tier));
    expect(typesOf(json)).toMatchObject({ aws_nat_gateway: expected.nats, aws_flow_log: expected.flowLogs });
    expect(at(json, "aws_cloudwatch_log_group.flow_logs").retention_in_days).toBe(expected.retention);
    expect(at(json, "aws_cloudwatch_log_group.resolver").retention_in_days).toBe(expected.retention);
    expect(at(json, "aws_flow_log.flow_logs_log_group_delivery").max_aggregation_interval).toBe(expected.aggregation);
  });

  test("encrypts its logs with the key, and binds its role with the boundary, of the security layer", () => {
    const json = network();
    const outputs = "data.terraform_remote_state.security.outputs";
    expect(at(json, "aws_cloudwatch_log_group.flow_logs").kms_key_id).toBe(`\${${outputs}.logs_key_arn}`);
    expect(at(json, "aws_cloudwatch_log_group.resolver").kms_key_id).toBe(`\${${outputs}.logs_key_arn}`);
    expect(at(json, "aws_iam_role.flow_logs").permissions_boundary).toBe(`\${${outputs}.permissions_boundary_arn}`);
    expect(at(json, "aws_flow_log.flow_logs_archive_delivery").log_destination).toBe(
      `\${${outputs}.flow_logs_bucket_arn}`,
    );
  });

  test("creates the endpoints in the environment file and the two gateway endpoints", () => {
    expect(typesOf(network())).toMatchObject({ aws_vpc_endpoint: interfaceEndpoints.length + 2 });
    const environment = environmentOf("sandbox");
    const fewer = { ...environment, network: { ...environment.network, interfaceEndpoints: ["kms" as const] } };
    expect(typesOf(network(fewer))).toMatchObject({ aws_vpc_endpoint: 3 });
  });

  test("lets through the endpoint of Bedrock the models of the environment file, wherever they answer, and no others", () => {
    const environment = environmentOf("production");
    const price = { usdPerMillionTokens: { input: 1, output: 1 }, usdPerDay: 1, for: ["people" as const] };
    const models = { nova: { ...price, id: "amazon.nova-pro-v1:0", reach: "geography" as const } };
    const bedrock = { ...environment.ai.bedrock, models };
    const json = network({ ...environment, ai: { ...environment.ai, bedrock } });
    const { AccountOnly } = statementsOf(at(json, "aws_vpc_endpoint.interface_bedrock_runtime").policy);
    expect(AccountOnly).toMatchObject({
      Resource: [
        "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-pro-v1:0",
        ...["us-east-1", "us-east-2", "us-west-2"].map(
          (region) => `arn:aws:bedrock:${region}::foundation-model/amazon.nova-pro-v1:0`,
        ),
        "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/*",
        "arn:aws:bedrock:us-east-1:111122223333:guardrail/*",
      ],
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    });
    const agents = statementsOf(at(json, "aws_vpc_endpoint.interface_bedrock_agent_runtime").policy);
    expect(agents.AccountOnly?.Resource).toBe("arn:aws:bedrock:us-east-1:111122223333:*");
  });

  test("opens all endpoints that the region has where the environment lists none", () => {
    const zones = ["us-west-1a", "us-west-1c"];
    const endpoints =
      network(environmentOf("sandbox", { region: "us-west-1", zones })).resource?.aws_vpc_endpoint ?? {};
    const missing = interfaceEndpoints.filter((service) => !(`interface_${service.replace(/\W/g, "_")}` in endpoints));
    expect(missing).toEqual(["bedrock-agent-runtime"]);
  });

  test("gives a zone the same address ranges with other zones, and in another order", () => {
    const rangesOf = (...letters: string[]) => {
      const zones = letters.map((letter) => `us-east-1${letter}`);
      const subnets = Object.values(network(environmentOf("sandbox", { zones })).resource?.aws_subnet ?? {});
      return new Map(subnets.map(({ tags, cidr_block: range }) => [(tags as { Name: string }).Name, range]));
    };
    const before = rangesOf("a", "b", "c");
    expect(Object.fromEntries(rangesOf("c", "a", "b"))).toEqual(Object.fromEntries(before));
    for (const [name, range] of rangesOf("d", "a", "c")) {
      if (before.has(name)) expect(range).toBe(before.get(name));
      else expect([...before.values()]).not.toContain(range);
    }
  });

  test("looks its zones up, and refuses to plan in one that lacks a service", () => {
    const { zone_a: zone } = network().data?.aws_availability_zone ?? {};
    expect(JSON.stringify(zone?.lifecycle)).toContain("use1-az3");
  });

  test("routes every tier to the gateway endpoints", () => {
    const json = network();
    const tables = Object.keys(json.resource?.aws_route_table ?? {}).map((id) => `\${aws_route_table.${id}.id}`);
    for (const gateway of ["s3", "dynamodb"]) {
      expect((at(json, `aws_vpc_endpoint.gateway_${gateway}`).route_table_ids as string[]).sort()).toEqual(
        tables.sort(),
      );
    }
  });
});
