import type { Command } from "commander";
import { type CheckRequest, runCheck } from "./check/run";

interface Options {
  readonly explain?: readonly string[];
  readonly compare?: readonly string[];
  readonly json?: true;
  readonly writeSchema?: true;
}

/** Adds `strata check`: it needs no network and no credentials, and leaves exit code 1 when anything is wrong. */
export function registerCheck(program: Command): void {
  program
    .command("check")
    .description("check every environment file, explain where a value comes from, or compare environments")
    .option("--explain <names...>", "show which line or tier sets a value: --explain prod network.natPerAz")
    .option("--compare <names...>", "list the differences between two environments: --compare stage prod")
    .option("--json", "print errors as JSON")
    .option("--write-schema", "regenerate environments/environment.schema.json")
    .action((options: Options, command: Command) => {
      const modes = Object.keys(options);
      if (modes.length > 1)
        command.error("error: use one of --explain, --compare, --json and --write-schema at a time");
      const request = requestOf(options);
      if (!request) return command.error("error: --explain takes an environment and a key, --compare two environments");
      const { text, ok } = runCheck(request);
      console.log(text);
      if (!ok) process.exitCode = 1;
    });
}

function requestOf({ explain, compare, json, writeSchema }: Options): CheckRequest | undefined {
  if (explain) {
    const [environment, key = "", ...rest] = explain;
    return environment !== undefined && rest.length === 0 ? { mode: "explain", environment, key } : undefined;
  }
  if (compare) {
    const [left, right, ...rest] = compare;
    return left !== undefined && right !== undefined && rest.length === 0
      ? { mode: "compare", left, right }
      : undefined;
  }
  return { mode: json ? "json" : writeSchema ? "write-schema" : "errors" };
}
