import { createRequire } from "node:module";
import { Language, type Node, Parser } from "web-tree-sitter";

await Parser.init();
const groovy = await Language.load(
  createRequire(import.meta.url).resolve("tree-sitter-groovy/tree-sitter-groovy.wasm"),
);
const parser = new Parser().setLanguage(groovy);

/** A directive or step of a Jenkinsfile, as in `stage('test') { … }`. */
interface Call {
  readonly name: string;
  /** Its arguments as they are written, without parentheses. */
  readonly text: string;
  /** What is between its braces. */
  readonly body?: readonly Call[];
  /** As in "12:5". */
  readonly at: string;
}

/** What each section of Declarative Pipeline takes (www.jenkins.io/doc/book/pipeline/syntax). */
const sections: Readonly<Record<string, readonly string[]>> = {
  pipeline: ["agent", "environment", "options", "parameters", "post", "stages", "tools", "triggers"],
  stages: ["stage"],
  parallel: ["stage"],
  stage: [
    ...["agent", "environment", "failFast", "input", "matrix", "options", "parallel", "post", "stages", "steps"],
    ...["tools", "when"],
  ],
  agent: ["any", "docker", "dockerfile", "kubernetes", "label", "node", "none"],
  when: [
    ...["allOf", "anyOf", "beforeAgent", "beforeInput", "beforeOptions", "branch", "buildingTag", "changeRequest"],
    ...["changelog", "changeset", "environment", "equals", "expression", "isRestartedRun", "not", "tag", "triggeredBy"],
  ],
  input: ["id", "message", "ok", "parameters", "submitter", "submitterParameter"],
  post: [
    ...["aborted", "always", "changed", "cleanup", "failure", "fixed", "regression", "success", "unstable"],
    "unsuccessful",
  ],
};

/** Steps of the plugins that the platform installs; those that hold others have them in braces. */
const steps = [
  "archiveArtifacts",
  "checkout",
  "container",
  "echo",
  "script",
  "sh",
  "stash",
  "unstash",
  "withCredentials",
];

const place = ({ startPosition: { row, column } }: Node) => `${row + 1}:${column + 1}`;
const children = (node: Node) => node.namedChildren.filter((child): child is Node => child !== null);

function callIn(statement: Node): Call {
  const node = statement.type === "expression_statement" ? (children(statement)[0] ?? statement) : statement;
  const [name, ...rest] = children(node);
  const closure = rest.find(({ type }) => type === "closure");
  const text = rest.filter((one) => one !== closure).map((one) => one.text.replace(/^\(|\)$/g, ""));
  return {
    name: name?.text ?? node.text,
    text: text.join(" "),
    body:
      closure &&
      children(closure)
        .filter(({ type }) => !type.endsWith("comment"))
        .map(callIn),
    at: place(node),
  };
}

function syntaxErrors(node: Node): string[] {
  if (node.isError || node.isMissing) return [`${place(node)} syntax: ${node.text.split("\n")[0]}`];
  return node.hasError ? node.children.flatMap((child) => (child ? syntaxErrors(child) : [])) : [];
}

/** Errors of a section: what it may not hold, and what it lacks. */
function errorsOf(section: Call): string[] {
  const { name, body = [], at } = section;
  if (name === "steps" || sections.post?.includes(name)) return stepErrors(section);
  const allowed = sections[name];
  if (!allowed) return [];
  const has = (wanted: string) => body.filter((one) => one.name === wanted).length;
  const work = ["matrix", "parallel", "stages", "steps"].filter(has);
  const labels = body.filter((one) => one.name === "stage").map(({ text }) => text);
  return [
    ...body.filter((one) => !allowed.includes(one.name)).map((one) => `${one.at} ${name} takes no ${one.name}`),
    ...(name === "stage" && work.length !== 1 ? [`${at} a stage has one of steps, stages, parallel and matrix`] : []),
    ...(name === "pipeline" ? ["agent", "stages"] : []).filter((one) => !has(one)).map((one) => `${at} no ${one}`),
    ...(name === "input" && !has("message") ? [`${at} no message`] : []),
    ...(["parallel", "stages"].includes(name) && labels.length === 0 ? [`${at} no stage`] : []),
    ...(new Set(labels).size < labels.length ? [`${at} two stages with one name`] : []),
    ...body.filter((one) => one.name !== "not").flatMap(errorsOf),
  ];
}

function stepErrors({ name, body = [], at }: Call): string[] {
  return [
    ...(body.length === 0 ? [`${at} no step in ${name}`] : []),
    ...body.filter((one) => !steps.includes(one.name)).map((one) => `${one.at} no step is called ${one.name}`),
    // Any Groovy may be in a script.
    ...body.filter((one) => one.body && one.name !== "script").flatMap(stepErrors),
  ];
}

/** Calls of the name, at any depth. */
function callsOf(call: Call, name: string): Call[] {
  return [...(call.name === name ? [call] : []), ...(call.body ?? []).flatMap((one) => callsOf(one, name))];
}

/** What is stashed under a name, as `name: 'plans'` or `'plans'`. */
const stashed = ({ text }: Call) => /'([^']+)'/.exec(text)?.[1];

/** Everything that is wrong with a Jenkinsfile, each with its line and column: syntax, structure, steps, stashes. */
export function jenkinsfileErrors(text: string): string[] {
  const root = parser.parse(text)?.rootNode;
  if (!root) throw new Error("Nothing was parsed.");
  const syntax = syntaxErrors(root);
  if (syntax.length > 0) return syntax;
  const [pipeline, ...others] = children(root)
    .filter(({ type }) => !type.endsWith("comment"))
    .map(callIn);
  if (pipeline?.name !== "pipeline" || others.length > 0) return ["1:1 expected one pipeline and nothing else"];
  const kept = new Set(callsOf(pipeline, "stash").map(stashed));
  const lost = callsOf(pipeline, "unstash").filter((one) => one.text.startsWith("'") && !kept.has(stashed(one)));
  return [...errorsOf(pipeline), ...lost.map((one) => `${one.at} nothing is stashed as ${stashed(one)}`)];
}
