import { readdirSync, readFileSync } from "node:fs";
import { App } from "cdktf";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { judge } from "../../commands/policy/judge";
import { runPlatformRules } from "../../commands/policy/platform-rules";
import { readWaivers } from "../../commands/policy/waivers";
import { readStacks } from "../../commands/stacks";
import { environmentsFolder, inspectEnvironments } from "../../environments/inspect";
import { loadEnvironments } from "../../environments/load";
import { schemaAt } from "../../environments/loader/shape";
import { minimums } from "../../environments/minimums";
import { environmentSchema } from "../../environments/schema";
import { buildEnvironment } from "../../layers/build";
import { type Tier, tiers } from "../../platform/environment";
import type { Minimum } from "../../platform/minimums";
import { synthesize } from "../../platform/synthesize";
import { withFolder } from "../support/temporary";
import { type Files, folderOf } from "./fixtures";

type Section = Record<string, unknown>;

/** The file with a value at the path, whatever it had there. */
function withValue(file: Section, [key = "", ...rest]: readonly string[], value: unknown): Section {
  return { ...file, [key]: rest.length === 0 ? value : withValue((file[key] ?? {}) as Section, rest, value) };
}

/** The weakest value that the tier accepts; undefined where it asks for nothing. */
function edgeOf(minimum: Minimum, tier: Tier): unknown {
  if ("oneOf" in minimum) return minimum.oneOf[tier]?.[0];
  return "atLeast" in minimum ? minimum.atLeast[tier] : minimum.atMost[tier];
}

/** The nearest value beyond the edge that the schema takes; undefined where the tier accepts all that it takes. */
function beyondEdge(minimum: Minimum, tier: Tier): unknown {
  const schema = schemaAt(environmentSchema, minimum.path);
  if (!schema) throw new Error(`no ${minimum.path.join(".")} in the schema`);
  const candidates =
    "oneOf" in minimum
      ? [false, true, "none", "local", "governance", "ALERT", "all-at-once", "optional", "critical", "count"].filter(
          (value) => !minimum.oneOf[tier]?.includes(value),
        )
      : Array.from(
          { length: 1000 },
          (_, step) => Number(edgeOf(minimum, tier)) + ("atLeast" in minimum ? -1 : 1) * (step + 1),
        );
  return candidates.find((value) => z.safeParse(schema, value).success);
}

const repository: Readonly<Record<string, Section>> = Object.fromEntries(
  readdirSync(environmentsFolder())
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [
      name.replace(".yaml", ""),
      parse(readFileSync(`${environmentsFolder()}/${name}`, "utf8")) as Section,
    ]),
);

/** The files of the repository, YAML of which JSON is a part, with every value of a minimum at its edge. */
function filesAtTheEdge(): Record<string, Section> {
  const atTheEdge = ([name, file]: [string, Section]): [string, Section] => {
    // People of a pair are its primary's.
    const own = minimums.filter(({ path }) => !(file.recovers && path[1] === "personas"));
    const edges = own.map((minimum) => [minimum.path, edgeOf(minimum, file.tier as Tier)] as const);
    const set = edges.filter(([, edge]) => edge !== undefined);
    return [name, set.reduce((changed, [path, edge]) => withValue(changed, path, edge), file)];
  };
  return Object.fromEntries(Object.entries(repository).map(atTheEdge));
}

const textOf = (files: Readonly<Record<string, Section>>): Files =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)]));

describe("what tiers ask for", () => {
  test("the values at the edge pass check, and no rule of the platform finds anything in what is built of them", () => {
    const folder = folderOf(textOf(filesAtTheEdge()));
    expect(inspectEnvironments(folder).errors).toEqual([]);
    const outcome = withFolder((outdir) => {
      const app = new App({ outdir });
      for (const environment of loadEnvironments(folder)) buildEnvironment(app, environment);
      synthesize(app);
      return runPlatformRules(readStacks(outdir));
    });
    const { findings } = judge({ platform: outcome }, readWaivers("2026-01-01"));
    expect(findings.map(({ id, stack, address, detail }) => `${id} ${stack} ${address}: ${detail}`)).toEqual([]);
  });

  const examples = { nonproduction: "stage", production: "prod", sandbox: "dev" } as const;
  const beyond = tiers.flatMap((tier) =>
    minimums
      .filter((minimum) => edgeOf(minimum, tier) !== undefined)
      .map((minimum) => ({ tier, minimum, key: minimum.path.join("."), value: beyondEdge(minimum, tier) })),
  );

  test.each(beyond)("tier $tier refuses $key: $value", ({ tier, minimum, key, value }) => {
    expect(value).not.toBeUndefined();
    const files = filesAtTheEdge();
    const name = examples[tier];
    const changed = { ...files, [name]: withValue(files[name] ?? {}, minimum.path, value) };
    const { errors } = inspectEnvironments(folderOf(textOf(changed)));
    expect(errors.map((error) => `${error.place.file} ${error.key} ${error.allowed}`)).toContainEqual(
      expect.stringMatching(`^environments/${name}.yaml ${key} ${minimum.needs} \\(.+\\) in tier ${tier}$`),
    );
  });
});
