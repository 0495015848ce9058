import { describe, expect, test } from "vitest";
import { monitoringOutputs } from "../../layers/monitoring/outputs";
import { outputName } from "../../platform/contract";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

const emails = (...addresses: string[]) => ({ emails: addresses });
const production = environmentOf("production");
const notified = environmentOf("production", {
  monitoring: {
    ...production.monitoring,
    notifications: { page: emails("oncall@example.com"), ticket: emails("platform@example.com", "second@example.com") },
  },
});
const stack = layerOf("monitoring", notified)("test");
const security = layerOf("security", notified)("test");

describe("the monitoring layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(stack.output ?? {}).sort()).toEqual(
      Object.keys(monitoringOutputs.fields).map(outputName).sort(),
    );
  });

  test("subscribes each address to the topic of its severity", () => {
    const subscribed = Object.values(stack.resource?.aws_sns_topic_subscription ?? {}).map(
      ({ topic_arn, protocol, endpoint }) => `${String(topic_arn)} ${String(protocol)} ${String(endpoint)}`,
    );
    expect(subscribed.sort()).toEqual([
      "${aws_sns_topic.page.arn} email oncall@example.com",
      "${aws_sns_topic.ticket.arn} email platform@example.com",
      "${aws_sns_topic.ticket.arn} email second@example.com",
      "${data.terraform_remote_state.data.outputs.database_events_topic_arn} email platform@example.com",
      "${data.terraform_remote_state.data.outputs.database_events_topic_arn} email second@example.com",
    ]);
  });

  test.each(["page", "ticket"])("the key of topic %s lets in each service that publishes to it", (severity) => {
    const services = (policy: unknown) =>
      Object.values(statementsOf(policy)).flatMap(({ Principal, Effect }) =>
        Effect === "Allow" ? [(Principal as { Service?: unknown }).Service ?? []].flat() : [],
      );
    expect(at(stack, `aws_sns_topic.${severity}`).kms_master_key_id).toContain("streams_key_arn");
    const publishers = services(at(stack, `aws_sns_topic_policy.${severity}`).policy);
    expect(publishers.length).toBeGreaterThan(0);
    expect(services(at(security, "aws_kms_key.streams").policy)).toEqual(expect.arrayContaining(publishers));
  });
});

test("tags are activated for cost allocation where the file says that AWS can do so, not at first", () => {
  const sandbox = environmentOf("sandbox");
  const tagsWith = (activateTags: boolean) => {
    const { cost } = sandbox.monitoring;
    const environment = environmentOf("sandbox", {
      monitoring: { ...sandbox.monitoring, cost: { ...cost, activateTags } },
    });
    const tags = layerOf("monitoring", environment)("test").resource?.aws_ce_cost_allocation_tag ?? {};
    return Object.values(tags).map(({ tag_key }) => tag_key);
  };
  expect(sandbox.monitoring.cost.activateTags).toBe(false);
  expect(tagsWith(false)).toEqual([]);
  expect(tagsWith(true)).toEqual(["application", "cost-center", "environment", "layer", "owner"]);
});

describe("nights of a sandbox", () => {
  const sandbox = environmentOf("sandbox");
  const { monitoring, application } = sandbox;
  const resting = environmentOf("sandbox", {
    monitoring: { ...monitoring, cost: { ...monitoring.cost, nights: { stopHourUtc: 19, startHourUtc: 5 } } },
  });
  const schedulesOf = (environment: typeof sandbox) =>
    Object.fromEntries(
      Object.entries(layerOf("monitoring", environment)("test").resource?.aws_scheduler_schedule ?? {}).map(
        ([id, { schedule_expression, target }]) => {
          const [{ arn, input }] = [target].flat() as [{ arn: string; input: string }];
          return [id, [schedule_expression, arn.split(":").slice(-2).join(":"), JSON.parse(input)]];
        },
      ),
    );

  test("stop and start the database and the nodes", () => {
    const nodes = { ClusterName: "strata-test-main", NodegroupName: "strata-test-general" };
    const { compute } = application.kubernetes;
    const { min, max } = compute.mode === "node-groups" ? compute.nodes : expect.fail("no node groups");
    const working = "cron(0 5 ? * MON-FRI *)";
    expect(schedulesOf(resting)).toEqual({
      night_stop_database: ["cron(0 19 * * ? *)", "rds:stopDBCluster", { DbClusterIdentifier: "strata-test-main" }],
      night_start_database: [working, "rds:startDBCluster", { DbClusterIdentifier: "strata-test-main" }],
      night_stop_nodes: [
        "cron(0 19 * * ? *)",
        "eks:updateNodegroupConfig",
        { ...nodes, ScalingConfig: { MinSize: 0, DesiredSize: 0, MaxSize: max } },
      ],
      night_start_nodes: [
        working,
        "eks:updateNodegroupConfig",
        { ...nodes, ScalingConfig: { MinSize: min, DesiredSize: min, MaxSize: max } },
      ],
    });
    expect(schedulesOf(sandbox)).toEqual({});
  });

  test("keep starts that failed in queues with alarms", () => {
    const resources = layerOf("monitoring", resting)("test").resource;
    const watched = Object.values(resources?.aws_cloudwatch_metric_alarm ?? {}).map(
      ({ dimensions }) => (dimensions as Record<string, string> | undefined)?.QueueName,
    );
    const queues = Object.values(resources?.aws_sqs_queue ?? {}).map(({ name }) => String(name));
    expect(queues.filter((name) => /-st(art|op)-/.test(name))).toHaveLength(4);
    expect(watched).toEqual(expect.arrayContaining(queues));
  });

  test("may do nothing else", () => {
    const json = layerOf("monitoring", resting)("test");
    const { OfTheDatabase } = statementsOf(at(json, "aws_iam_role_policy.night_stop_database_start").policy);
    expect(OfTheDatabase).toMatchObject({
      Action: "rds:StopDBCluster",
      Resource: "arn:aws:rds:us-east-1:111122223333:cluster:strata-test-main",
    });
  });
});

test("distributions have alarms once the domain is delegated, and there are none before", () => {
  const { presentation } = environmentOf("sandbox");
  const home = { host: "www", to: "site.main", methods: "read" as const, paths: ["/*"], webSocket: false };
  const distributionsWith = (delegated: boolean) => {
    const zone = { ...presentation.zone, delegated };
    const environment = environmentOf("sandbox", { presentation: { ...presentation, zone, routes: { home } } });
    return JSON.stringify(layerOf("monitoring", environment)("test")).match(/outputs\.distribution_ids\.\w+/g) ?? [];
  };
  expect(distributionsWith(true)).toContain("outputs.distribution_ids.www");
  expect(distributionsWith(false)).toEqual([]);
});
