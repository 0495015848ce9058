import { describe, expect, test } from "vitest";
import { EnvironmentResources } from "../../policies/reachability/environment-resources";
import { occupiedPlacements } from "../../policies/reachability/placements";
import { SecurityGroups } from "../../policies/reachability/read-groups";
import { readNetwork } from "../../policies/reachability/read-network";
import { type LinkedStack, link } from "../../synthesized/linked-stack";
import { fakeStack } from "../support/fake-stacks";
import { id, type Resources, threeTiers } from "./topology";

const output = (name: string) => `\${data.terraform_remote_state.network.outputs.${name}}`;
const dbSubnets = output("db_subnet_ids");
const dbGroup = output("db_security_group_id");

/** A network that publishes its subnets and groups, and a layer above it that holds the resources. */
function withLayer(resource: Resources): LinkedStack[] {
  const network = fakeStack("test-network", {
    json: { resource: threeTiers() },
    outputs: {
      db_subnet_ids: [id("aws_subnet.db_a"), id("aws_subnet.db_b")],
      web_subnet_ids: [id("aws_subnet.web")],
      db_security_group_id: id("aws_security_group.db"),
      web_security_group_id: id("aws_security_group.web"),
    },
  });
  return link([network, fakeStack("test-layer", { reads: { network: "test-network" }, json: { resource } })]);
}

function placesOf(resource: Resources) {
  const resources = new EnvironmentResources(withLayer(resource), "test");
  const groups = new SecurityGroups(resources);
  return occupiedPlacements(resources, readNetwork(resources, groups), groups).map((place) => ({
    subnets: place.subnets.map((subnet) => subnet.resource.name),
    groups: place.groups.map(({ name }) => name),
    residents: place.residents.map(({ address }) => address),
  }));
}
const inDb = (...residents: string[]) => [{ subnets: ["db_a", "db_b"], groups: ["db"], residents }];

describe("a resource is where its arguments say, whatever its type", () => {
  test.each<readonly [string, Resources]>([
    [
      "aws_lambda_function",
      { aws_lambda_function: { x: { vpc_config: { subnet_ids: dbSubnets, security_group_ids: [dbGroup] } } } },
    ],
    ["aws_lb", { aws_lb: { x: { subnets: dbSubnets, security_groups: [dbGroup] } } }],
    [
      "aws_sagemaker_model",
      { aws_sagemaker_model: { x: { vpc_config: { subnets: dbSubnets, security_group_ids: [dbGroup] } } } },
    ],
    [
      "aws_msk_cluster",
      { aws_msk_cluster: { x: { broker_node_group_info: { client_subnets: dbSubnets, security_groups: [dbGroup] } } } },
    ],
    [
      "aws_glue_connection",
      {
        aws_glue_connection: {
          x: {
            physical_connection_requirements: {
              subnet_id: `\${element(${dbSubnets.slice(2, -1)}, 0)}`,
              security_group_id_list: [dbGroup],
            },
          },
        },
      },
    ],
    [
      "aws_rds_cluster",
      {
        aws_db_subnet_group: { g: { subnet_ids: dbSubnets } },
        aws_rds_cluster: {
          x: { db_subnet_group_name: "${aws_db_subnet_group.g.name}", vpc_security_group_ids: [dbGroup] },
        },
      },
    ],
    [
      "aws_autoscaling_group",
      {
        aws_launch_template: { t: { vpc_security_group_ids: [dbGroup] } },
        aws_autoscaling_group: {
          x: { vpc_zone_identifier: dbSubnets, launch_template: { id: id("aws_launch_template.t") } },
        },
      },
    ],
    [
      "aws_some_future_service",
      { aws_some_future_service: { x: { network: [{ subnet_ids: dbSubnets, security_groups: [dbGroup] }] } } },
    ],
  ])("%s", (type, resources) => {
    expect(placesOf(resources)).toEqual(inDb(`${type}.x`));
  });

  test("resources in one place are listed as one place", () => {
    const lambda = { vpc_config: { subnet_ids: dbSubnets, security_group_ids: [dbGroup] } };
    expect(placesOf({ aws_lambda_function: { one: lambda, two: lambda } })).toEqual(
      inDb("aws_lambda_function.one", "aws_lambda_function.two"),
    );
  });

  test("a group of the layer's own goes by layer and id", () => {
    const places = placesOf({
      aws_security_group: { orders: { vpc_id: "${data.terraform_remote_state.network.outputs.vpc}" } },
      aws_lb: { x: { subnets: output("web_subnet_ids"), security_groups: [id("aws_security_group.orders")] } },
    });
    expect(places).toMatchObject([{ groups: ["layer/orders"] }]);
  });

  test("a load balancer without a group filters nothing", () => {
    const places = placesOf({ aws_lb: { x: { subnet_mapping: [{ subnet_id: output("web_subnet_ids") }] } } });
    expect(places).toEqual([{ subnets: ["web"], groups: ["unfiltered"], residents: ["aws_lb.x"] }]);
  });

  test("the nodes of a cluster are behind the group that AWS made for it", () => {
    const [cluster, nodes] = placesOf({
      aws_eks_cluster: { c: { vpc_config: { subnet_ids: dbSubnets, security_group_ids: [dbGroup] } } },
      aws_eks_node_group: { n: { cluster_name: "${aws_eks_cluster.c.name}", subnet_ids: output("web_subnet_ids") } },
    });
    expect(cluster?.groups).toEqual(["db", "layer/c"]);
    expect(nodes).toMatchObject({ subnets: ["web"], groups: ["db", "layer/c"] });
  });

  test("nodes whose launch template names groups carry those and no others", () => {
    const [, nodes] = placesOf({
      aws_eks_cluster: { c: { vpc_config: { subnet_ids: dbSubnets, security_group_ids: [dbGroup] } } },
      aws_launch_template: { t: { vpc_security_group_ids: [output("web_security_group_id")] } },
      aws_eks_node_group: {
        n: {
          cluster_name: "${aws_eks_cluster.c.name}",
          subnet_ids: output("web_subnet_ids"),
          launch_template: { id: "${aws_launch_template.t.id}" },
        },
      },
    });
    expect(nodes?.groups).toEqual(["web"]);
  });

  test("what only refers to the network has no place", () => {
    const subnetGroup = { aws_db_subnet_group: { g: { subnet_ids: dbSubnets } } };
    const parameter = { aws_ssm_parameter: { p: { value: id("aws_db_subnet_group.g") } } };
    expect(placesOf({ ...subnetGroup, ...parameter })).toEqual([]);
  });

  test.each<readonly [string, RegExp, Resources]>([
    ["a literal subnet", /names subnets that no stack holds.*subnet-1/, { aws_lb: { x: { subnets: ["subnet-1"] } } }],
    [
      "a literal group",
      /names the security group "sg-1"/,
      { aws_lb: { x: { subnets: dbSubnets, security_groups: ["sg-1"] } } },
    ],
    [
      "an output that no stack publishes",
      /reads the output ghost of network/,
      { aws_lb: { x: { subnets: output("ghost") } } },
    ],
  ])("%s is refused", (_, message, resources) => {
    expect(() => placesOf(resources)).toThrow(message);
  });
});
