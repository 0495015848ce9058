import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import { isMap } from "../../synthesized/linked-stack";
import { markdownTable } from "../support/markdown";
import { linkedPlatform } from "../support/platform";

const prod = loadEnvironments().find(({ name }) => name === "prod") ?? expect.fail("no prod");
const resources = linkedPlatform()
  .filter(({ environment }) => environment === "prod")
  .flatMap((stack) => [...stack.resources.values()]);

/** Resources of a type, and how many of them send segments. */
function sending(type: string, sends: (block: Readonly<Record<string, unknown>>) => boolean) {
  const all = resources.filter((resource) => resource.type === type);
  return { all: all.length, sending: all.filter(({ block }) => sends(block)).length };
}

const isActive = ({ tracing_config }: Readonly<Record<string, unknown>>) => {
  const [config] = [tracing_config].flat();
  return isMap(config) && config.mode === "Active";
};

/** A hop of a request. Whether it passes the trace on is what its service does, and what the JSON says of it. */
interface Hop {
  readonly name: string;
  /** Whether it hands on the header X-Amzn-Trace-Id. */
  readonly passesOn: boolean;
  /** Whether its work is in the trace. */
  readonly records: boolean;
  readonly why: string;
}

const functions = sending("aws_lambda_function", isActive);
const partnerStages = sending("aws_api_gateway_stage", ({ xray_tracing_enabled }) => xray_tracing_enabled === true);
const gatewayTraces = existsSync(join(projectRoot(), "services/gateway/tracing.ts"));

const hops = {
  cdn: {
    name: "CloudFront",
    passesOn: true,
    records: false,
    why: "passes headers of the request on, and sends no segments",
  },
  balancer: {
    name: "load balancer",
    passesOn: true,
    records: false,
    why: "begins the trace where the request has none, and sends no segments",
  },
  httpApi: {
    name: "HTTP API",
    passesOn: true,
    records: false,
    why: "passes the header on; X-Ray knows REST APIs only",
  },
  restApi: {
    name: "REST API",
    passesOn: true,
    records: partnerStages.all > 0 && partnerStages.all === partnerStages.sending,
    why: "tracing is on for its stage",
  },
  service: {
    name: "service",
    passesOn: gatewayTraces,
    records: gatewayTraces,
    why: "OpenTelemetry reads the header, and sends spans to the collector of the cluster",
  },
  function: {
    name: "function",
    passesOn: true,
    records: functions.all === functions.sending,
    why: "tracing of Lambda is active",
  },
  bedrock: { name: "Bedrock", passesOn: false, records: false, why: "the call is a part of what the caller records" },
  endpoint: {
    name: "endpoint of SageMaker",
    passesOn: false,
    records: false,
    why: "the call is a part of what the caller records",
  },
} satisfies Readonly<Record<string, Hop>>;
type HopName = keyof typeof hops;
type Step = readonly [hop: HopName, name: string];
type Path = readonly Step[];

/** Where a request goes from a service or a function, as far as models. */
function pathsFrom(kind: string, name: string): Path[] {
  const { application, ai } = prod;
  const own: Step = [kind === "services" ? "service" : "function", name];
  if (name in ai.applications) return [[own, ["bedrock", name]]];
  const { uses = {} } = (kind === "services" ? application.services[name] : application.functions[name]) ?? {};
  const called = Object.keys(uses).map(partsOf);
  const onward = [
    ...called.filter((one) => one.kind === "functions").flatMap((one) => pathsFrom("functions", one.name)),
    ...called.filter((one) => one.kind === "models").map((one): Path => [["endpoint", one.name]]),
  ];
  return onward.length === 0 ? [[own]] : onward.map((rest): Path => [own, ...rest]);
}

/** Paths that begin alike. */
const behind = (first: Path, target: ReturnType<typeof partsOf>): Path[] =>
  pathsFrom(target.kind, target.name).map((rest): Path => [...first, ...rest]);

/** Every way from the edge to where it ends. */
function paths(): Path[] {
  const { presentation, application } = prod;
  return Object.entries(presentation.routes).flatMap(([route, { to }]): Path[] => {
    const target = partsOf(to);
    const cdn: Step = ["cdn", route];
    if (target.kind === "services") return behind([cdn, ["balancer", "edge"]], target);
    if (target.kind !== "api") return [];
    if (target.name === "partner") {
      return behind([["restApi", target.name]], { kind: "functions", name: "partner-api" });
    }
    const targets = [...new Set(Object.values(application.api.http.routes).map((one) => one.to))].map(partsOf);
    return targets.flatMap((one) => {
      const balancer: Path = one.kind === "services" ? [["balancer", "api"]] : [];
      return behind([cdn, ["httpApi", target.name], ...balancer], one);
    });
  });
}

test("every function and every stage sends segments, and a service traces its calls", () => {
  expect(functions.sending).toBe(functions.all);
  expect(functions.all).toBeGreaterThan(5);
  expect(hops.restApi.records).toBe(true);
  expect(readFileSync(join(projectRoot(), "services/gateway/tracing.ts"), "utf8")).toContain("AWSXRayPropagator");
});

test("no hop before the last drops the trace", () => {
  for (const path of paths()) {
    expect(path.slice(0, -1).filter(([hop]) => !hops[hop].passesOn)).toEqual([]);
  }
});

test("docs/traces.md shows the path of a trace from the edge to the model", async () => {
  const used = new Set(paths().flatMap((path) => path.map(([hop]) => hop)));
  const yes = (value: boolean) => (value ? "yes" : "no");
  const page = [
    "# The path of a trace",
    "",
    "<!-- Generated from the environment prod. Write it anew with: npx vitest run --project unit __tests__/layers/traces-page.test.ts --update -->",
    "",
    "What a request passes on its way from the edge to a model, and what of it a trace in AWS X-Ray shows. The trace has one",
    "id from the first hop that begins it: the header `X-Amzn-Trace-Id`.",
    "",
    markdownTable([
      ["hop", "passes the trace on", "in the trace", "why"],
      ...(Object.keys(hops) as HopName[])
        .filter((hop) => used.has(hop))
        .map((hop) => [hops[hop].name, yes(hops[hop].passesOn), yes(hops[hop].records), hops[hop].why]),
    ]),
    "",
    "The ways of requests; hops that are in the trace are bold.",
    "",
    ...paths().map((path) => {
      const shown = path.map(([hop, name]) => {
        const text = `${hops[hop].name} ${name}`;
        return hops[hop].records ? `**${text}**` : text;
      });
      return `- ${shown.join(" → ")}`;
    }),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/traces.md");
});
