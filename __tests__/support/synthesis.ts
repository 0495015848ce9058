import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { EnvironmentFrame } from "../../platform/environment";
import { LayerStack } from "../../platform/layer-stack";
import { synthesize } from "../../platform/synthesize";
import type { StackJson } from "../../synthesized/stack";
import { environmentOf } from "./environment";
import { temporaryFolder } from "./temporary";

/** An app that writes to a temporary folder, removed when the test is over. */
export function temporaryApp(): App {
  return new App({ outdir: temporaryFolder() });
}

/** Synthesizes the app and returns the JSON of each stack by id. */
export function synthesized(app: App): Record<string, StackJson> {
  synthesize(app);
  return Object.fromEntries(
    app.node.children.map(({ node: { id } }) => [
      id,
      JSON.parse(readFileSync(join(app.outdir, "stacks", id, "cdk.tf.json"), "utf8")) as StackJson,
    ]),
  );
}

/** A layer called `probe` that builds what it is given. */
export class ProbeStack extends LayerStack {
  constructor(
    app: App,
    build: (stack: ProbeStack) => void,
    environment: EnvironmentFrame = environmentOf("production"),
  ) {
    super(app, environment, "probe");
    build(this);
  }
}

/** The JSON of a stack that holds what `build` makes and nothing else. */
export function probe(build: (stack: ProbeStack) => void, environment?: EnvironmentFrame): StackJson {
  const app = temporaryApp();
  const stack = new ProbeStack(app, build, environment);
  return synthesized(app)[stack.node.id] as StackJson;
}

/** Addresses of all resources, sorted, as in `aws_vpc.vpc`. */
export function addressesOf(json: StackJson): string[] {
  return Object.entries(json.resource ?? {})
    .flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`))
    .sort();
}

/** How many resources of each type there are. */
export function typesOf(json: StackJson): Record<string, number> {
  return Object.fromEntries(
    Object.entries(json.resource ?? {}).map(([type, byId]) => [type, Object.keys(byId).length]),
  );
}

/** The arguments of a resource or data source. @throws when there is none at the address */
export function at(json: StackJson, address: string): Record<string, unknown> {
  const [type = "", id = ""] = address.replace(/^data\./, "").split(".");
  const found = (address.startsWith("data.") ? json.data : json.resource)?.[type]?.[id];
  if (!found) throw new Error(`No ${address}; there are: ${addressesOf(json).join(", ")}`);
  return found;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotAction?: string | string[];
  readonly Action?: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of a literal policy, by their Sid. */
export function statementsOf(policy: unknown): Record<string, Statement> {
  const { Statement: statements } = JSON.parse(String(policy)) as { Statement: Statement[] };
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}
