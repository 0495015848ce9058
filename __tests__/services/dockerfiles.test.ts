import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DockerfileParser, type From } from "dockerfile-ast";
import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { projectRoot } from "../../platform/root";

const folder = join(projectRoot(), "services");
const services = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What is wrong with a Dockerfile: how it is pinned, who it runs as, what it brings along. */
function problemsOf(text: string): string[] {
  const file = DockerfileParser.parse(text);
  const stages = file.getFROMs();
  const last = stages.at(-1);
  const start = last?.getRange()?.start.line ?? 0;
  const final = file.getInstructions().filter((instruction) => (instruction.getRange()?.start.line ?? 0) > start);
  const user = final.findLast((instruction) => instruction.getKeyword() === "USER")?.getArgumentsContent() ?? "";
  const names = [
    ...file.getENVs().flatMap((instruction) => instruction.getProperties()),
    ...file.getARGs().map((instruction) => instruction.getProperty()),
  ].map((property) => property?.getName() ?? "");
  return [
    ...stages
      .filter((stage) => !isPinned(stage, stages))
      .map((stage) => `${stage.getImage()} is not pinned to a digest`),
    ...(stages.length < 2 ? ["What builds is in the image: use a stage for it"] : []),
    ...(/^[1-9]\d*(:[1-9]\d*)?$/.test(user) ? [] : [`It runs as "${user}", not as a number other than 0`]),
    ...final
      .filter((each) => ["ADD", "RUN", "HEALTHCHECK"].includes(each.getKeyword()))
      .map((each) => `It ends with ${each.getKeyword()}`),
    ...file
      .getInstructions()
      .filter((each) => each.getKeyword() === "ADD")
      .map(() => "ADD fetches and unpacks: use COPY"),
    ...file
      .getCOPYs()
      .filter((copy) => (copy.getRange()?.start.line ?? 0) > start && !copy.getFromFlag())
      .map(() => "It has more than was built"),
    ...names
      .filter((name) => /secret|token|password|credential|(^|_)key$/i.test(name))
      .map((name) => `${name} would stay in the image`),
  ];
}

function isPinned(stage: From, stages: readonly From[]): boolean {
  return (
    Boolean(stage.getImageDigest()) ||
    stages.some((other) => other !== stage && other.getBuildStage() === stage.getImage())
  );
}

const environments = loadEnvironments();

test.each(environments)("every service of $name has a Dockerfile, which exposes its port", ({ application }) => {
  for (const [name, { port }] of Object.entries(application.services)) {
    expect(services).toContain(name);
    const exposed = DockerfileParser.parse(dockerfileOf(name))
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === "EXPOSE")
      .map((instruction) => instruction.getArgumentsContent());
    expect(exposed).toEqual([String(port)]);
  }
});

describe.each(services)("the Dockerfile of %s", (service) => {
  test("is pinned, without secrets, and runs as a user without rights", () => {
    expect(problemsOf(dockerfileOf(service))).toEqual([]);
  });

  test("builds from few files, named one by one", () => {
    const file = join(folder, service, "Dockerfile.dockerignore");
    expect(existsSync(file)).toBe(true);
    const [first, ...rest] = readFileSync(file, "utf8").trim().split("\n");
    expect([first, rest.every((line) => line.startsWith("!"))]).toEqual(["*", true]);
  });
});

const digest = `sha256:${"a".repeat(64)}`;
const good = [
  `FROM node:24@${digest} AS build`,
  "RUN npm ci",
  `FROM base@${digest}`,
  "COPY --from=build /out ./",
  "USER 65532:65532",
];

describe("a Dockerfile is refused", () => {
  test.each([
    ["with a tag only", "FROM node:24 AS build", "node:24 is not pinned"],
    ["as root", "USER 0", 'runs as "0"'],
    ["as a user by name", "USER node", 'runs as "node"'],
    ["with what was fetched", "ADD https://example.com/a /a", "ADD fetches"],
    ["with a program that was run last", "RUN apt-get update", "ends with RUN"],
    ["with files that were not built", "COPY . .", "more than was built"],
    ["with a secret in a variable", "ENV API_TOKEN=abc", "API_TOKEN would stay"],
    ["with a secret as an argument", "ARG NPM_PASSWORD", "NPM_PASSWORD would stay"],
    ["with a health check", "HEALTHCHECK CMD true", "ends with HEALTHCHECK"],
  ])("%s", (_, line, problem) => {
    expect(problemsOf(good.join("\n"))).toEqual([]);
    const keyword = line.split(" ")[0] ?? "";
    const position = good.findIndex((each) => each.startsWith(keyword) && keyword !== "RUN" && keyword !== "COPY");
    const lines = position >= 0 ? good.with(position, line) : [...good, line];
    expect(problemsOf(lines.join("\n")).join("\n")).toContain(problem);
  });

  test("in one stage", () => {
    expect(problemsOf(`FROM node:24@${digest}\nUSER 1000`)).toEqual([
      "What builds is in the image: use a stage for it",
    ]);
  });
});

function dockerfileOf(service: string): string {
  return readFileSync(join(folder, service, "Dockerfile"), "utf8");
}
