import { describe, expect, test } from "vitest";
import { type Application, applicationOf } from "../support/application";
import { pipelineDelivery } from "../support/delivery";
import { edgeOf, routeTo } from "../support/edge";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { manifestsOf } from "../support/manifests";
import { at, statementsOf } from "../support/synthesis";

const delivery: Application["delivery"] = {
  ...pipelineDelivery,
  canary: { percent: 10, minutes: 15, alarms: ["server-errors"] },
  smokeTests: {},
};
const { api, ...rest } = applicationOf({});
const routes = { account: { route: "GET /account", to: "services.gateway", signIn: false, ratePerSecond: 5 } };
const application = {
  ...rest,
  ...applicationOf(
    { gateway: { rollout: "blue-green" }, search: {} },
    { delivery, api: { ...api, http: { ...api.http, routes } } },
  ),
};
const environment = environmentOf("production", { application });
const json = layerOf("application", environment)("test");
const manifests = manifestsOf(environment)("test");

describe("a service whose new version runs next to the old one before it takes over", () => {
  test("has a second target group, and a listener whose requests the delivery moves and no apply moves back", () => {
    expect(Object.keys(json.resource?.aws_lb_target_group ?? {}).sort()).toEqual([
      "api_gateway_green",
      "api_gateway_pods",
      "service_gateway",
      "service_gateway_green",
      "service_search",
    ]);
    expect(at(json, "aws_lb_listener.private_services_listener_gateway")).toMatchObject({
      tags: { "moved-service": "gateway" },
      lifecycle: { ignore_changes: ["default_action"] },
    });
  });

  test("is watched by the alarms of the file, on the pods of each version", () => {
    const alarms = Object.values(json.resource?.aws_cloudwatch_metric_alarm ?? {}).map(({ alarm_name }) => alarm_name);
    expect(alarms.sort()).toEqual([
      "strata-test-gateway-blue-edge-server-errors",
      "strata-test-gateway-blue-server-errors",
      "strata-test-gateway-green-edge-server-errors",
      "strata-test-gateway-green-server-errors",
    ]);
    expect(
      JSON.stringify(at(json, "aws_cloudwatch_metric_alarm.service_gateway_green_alarms_server_errors")),
    ).toContain("WHERE TargetGroup = '${aws_lb_target_group.api_gateway_green.arn_suffix}'");
  });

  test("lets the delivery move its requests, and those of no other", () => {
    const { MoveRequests } = statementsOf(at(json, "aws_iam_role_policy.delivery_services_role").policy);
    expect(MoveRequests?.Condition).toEqual({ StringEquals: { "aws:ResourceTag/moved-service": ["gateway"] } });
    const { environment_variable } = at(json, "aws_codebuild_project.delivery_services").environment as {
      environment_variable: { name: string; value: string }[];
    };
    const value = (name: string) => environment_variable.find((variable) => variable.name === name)?.value;
    expect([value("CANARY_PERCENT"), value("CANARY_MINUTES"), value("ALARM_PREFIX")]).toEqual([
      "10",
      "15",
      "strata-test-",
    ]);
  });

  test("has the color in the names of what belongs to the version, and in the labels of its pods", () => {
    const names = (manifests["services/gateway.yaml"] ?? []).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual([
      "ServiceAccount gateway",
      "ConfigMap gateway-${COLOR}",
      "NetworkPolicy deny-all",
      "NetworkPolicy gateway",
      "Service gateway",
      "Service gateway-${COLOR}",
      "Deployment gateway-${COLOR}",
      "PodDisruptionBudget gateway",
      "HorizontalPodAutoscaler gateway-${COLOR}",
      "TargetGroupBinding gateway-${COLOR}",
      "TargetGroupBinding gateway-api-${COLOR}",
    ]);
    const of = (kind: string, name: string) =>
      manifests["services/gateway.yaml"]?.find((one) => one.kind === kind && one.metadata.name === name)?.spec;
    const deployment = of("Deployment", "gateway-${COLOR}");
    const pods = { "app.kubernetes.io/name": "gateway", "platform/color": "${COLOR}" };
    expect(deployment.selector.matchLabels).toEqual(pods);
    expect(deployment.template.metadata.labels).toEqual(pods);
    expect(deployment.template.spec.serviceAccountName).toBe("gateway");
    expect(deployment.template.spec.containers[0]).toMatchObject({
      name: "gateway",
      envFrom: [{ configMapRef: { name: "gateway-${COLOR}" } }],
    });
    expect(of("Service", "gateway").selector).toEqual({ "app.kubernetes.io/name": "gateway" });
    expect(of("Service", "gateway-${COLOR}").selector).toEqual(pods);
    expect(of("HorizontalPodAutoscaler", "gateway-${COLOR}").scaleTargetRef.name).toBe("gateway-${COLOR}");
    expect(of("TargetGroupBinding", "gateway-${COLOR}").serviceRef.name).toBe("gateway-${COLOR}");
    expect(of("TargetGroupBinding", "gateway-api-${COLOR}").serviceRef.name).toBe("gateway-${COLOR}");
  });

  test("leaves others as they are", () => {
    const names = (manifests["services/search.yaml"] ?? []).map(({ metadata }) => metadata.name);
    expect(names.filter((name) => name.includes("COLOR"))).toEqual([]);
  });
});

describe("the edge in front of such a service", () => {
  const recovery = { region: "us-west-2", strategy: "warm-standby", objectives: {} } as const;
  const routes = { chat: routeTo("chat", "services.gateway"), search: routeTo("search", "services.search") };
  const health = { ...environment.presentation.health, checks: { chat: { of: "routes.chat", path: "/health" } } };
  const edge = edgeOf({ routes, health }, { application, recovery });

  test.each(["route_chat", "health_chat"])("has a rule that the delivery moves and no apply moves back: %s", (rule) => {
    expect(at(edge, `aws_lb_listener_rule.${rule}`)).toMatchObject({
      tags: { "moved-service": "gateway" },
      lifecycle: { ignore_changes: ["action"] },
    });
  });

  test("leaves the rules of other services as they are", () => {
    expect(at(edge, "aws_lb_listener_rule.route_search")).not.toHaveProperty("lifecycle");
    expect(at(edge, "aws_lb_listener_rule.route_search").tags).not.toHaveProperty("moved-service");
  });
});

describe("monitoring of such a service", () => {
  const { presentation, monitoring } = environment;
  const slo = { availabilityPercent: 99.9, windowDays: 28 };
  const watched = environmentOf("production", {
    application,
    presentation: { ...presentation, routes: { chat: routeTo("chat", "services.gateway") } },
    monitoring: {
      ...monitoring,
      slos: { gateway: { of: "services.gateway", ...slo, latency: { percent: 95, belowMs: 300 } } },
    },
  });
  const stack = layerOf("monitoring", watched)("test");

  /** The target groups that an alarm looks at, by the field of the contract that they come from. */
  const groupsIn = (address: string) => [
    ...new Set(JSON.stringify(at(stack, address)).match(/\w*target_group_arns(?=\.gateway)/g)),
  ];

  test("looks at the pods of both versions, behind both load balancers", () => {
    expect(groupsIn("aws_cloudwatch_metric_alarm.edge_targets_gateway_unhealthy")).toEqual(["target_group_arns"]);
    expect(groupsIn("aws_cloudwatch_metric_alarm.edge_targets_gateway_green_unhealthy")).toEqual([
      "green_target_group_arns",
    ]);
    expect(groupsIn("aws_cloudwatch_metric_alarm.targets_gateway_green_latency")).toEqual([
      "green_api_target_group_arns",
    ]);
  });

  test("counts requests of both against its objectives", () => {
    const queries = (objective: string) => {
      const { metric_query } = at(stack, `aws_cloudwatch_metric_alarm.slo_gateway_${objective}_fast_long`);
      return metric_query as { id: string; expression?: string }[];
    };
    expect(queries("availability")[0]?.expression).toBe(
      "100 * (FILL(failed, 0) + FILL(failed2, 0)) / (FILL(total, 0) + FILL(total2, 0))",
    );
    expect(queries("latency")[0]?.expression).toBe(
      "100 - (FILL(total, 0) * FILL(fast, 0) + FILL(total2, 0) * FILL(fast2, 0)) / (FILL(total, 0) + FILL(total2, 0))",
    );
    for (const objective of ["availability", "latency"]) {
      const [{ expression = "" } = {}, ...metrics] = queries(objective);
      expect(metrics.map(({ id }) => id).sort()).toEqual([...new Set(expression.match(/[a-z]+2?(?=, 0)/g))].sort());
      expect(groupsIn(`aws_cloudwatch_metric_alarm.slo_gateway_${objective}_fast_long`).sort()).toEqual([
        "green_target_group_arns",
        "target_group_arns",
      ]);
    }
  });
});
