import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { build } from "esbuild";
import { afterEach, expect, test, vi } from "vitest";
import { registerCheck } from "../../commands/check";
import { runCheck } from "../../commands/check/run";
import { checkPolicies } from "../../commands/policy/run";
import { inspectEnvironments } from "../../environments/inspect";
import { environmentJsonSchema, schemaFileName } from "../../environments/json-schema";
import { networkConfig } from "../../layers/network/config";
import { projectRoot } from "../../platform/root";
import { alone, clean, dev, edit, folderOf, prod, stage } from "../environments/fixtures";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const explain = (environment: string, key: string, files = clean) =>
  runCheck({ mode: "explain", environment, key }, folderOf(files));

test("a clean folder", () => {
  expect(runCheck({ mode: "errors" }, folderOf(clean))).toEqual({ text: "4 environments, no errors", ok: true });
});

test("every error on a separate line, then how many in how many files", () => {
  const folder = folderOf({ ...clean, dev: `${dev}  natPerAZ: true\n`, prod: edit(prod, "10.30", "10.20") });
  const { text, ok } = runCheck({ mode: "errors" }, folder);
  expect(ok).toBe(false);
  expect(text.split("\n")).toEqual([
    `environments/dev.yaml:15:3  network.natPerAZ: expected a key of network (${Object.keys(networkConfig.shape).join(", ")}), got the key natPerAZ. Did you mean natPerAz?`,
    "environments/prod.yaml:14:9  network.cidr: expected a range that does not overlap 10.20.0.0/16 of stage (environments/stage.yaml:14:9), got 10.20.0.0/16. Give each environment a different range.",
    "",
    "2 errors in 2 files",
  ]);
});

test("an exception of the firewall is an error of check and of policy after its day, and not before", async () => {
  const waf =
    "waf: { managedGroups: { common: { action: count, owner: shop, until: 2027-03-30 } }, exceptions: { big: { group: common, rule: SizeRestrictions_BODY, reason: Uploads of reports., owner: shop, until: 2027-03-31 } } }";
  const folder = folderOf({ ...clean, dev: `${dev}presentation: { ${waf} }\n` });
  const on = (day: string) => runCheck({ mode: "errors" }, folder, day);
  expect(on("2027-03-30")).toMatchObject({ ok: true });
  expect(on("2027-04-01").text.split("\n").slice(0, 2)).toEqual([
    "environments/dev.yaml:15:86  presentation.waf.managedGroups.common.until: expected a day from 2027-04-01 on, got 2027-03-30: the group common only counts until then, and no longer. Set its action to block, or review it and extend it.",
    "environments/dev.yaml:15:216  presentation.waf.exceptions.big.until: expected a day from 2027-04-01 on, got 2027-03-31: the exception big holds until then, and no longer. Remove the exception, or review it and extend it.",
  ]);
  expect(inspectEnvironments(folder).errors).toEqual([]);
  const policyOn = async (day: string) => {
    const { errors } = await checkPolicies([], { only: "platform", today: day, directory: folder }, () => {});
    return errors.flatMap(({ key }) => (key?.startsWith("presentation.waf") ? [key] : []));
  };
  expect(await policyOn("2027-03-30")).toEqual([]);
  expect(await policyOn("2027-04-01")).toEqual([
    "presentation.waf.managedGroups.common.until",
    "presentation.waf.exceptions.big.until",
  ]);
});

test("a shared error names the environments it reaches", () => {
  const { text } = runCheck(
    { mode: "errors" },
    folderOf({ ...clean, base: `${clean.base}network: { natPerAz: false }\n` }),
  );
  const place = "environments/base.yaml:8:22  network.natPerAz (stage, prod, dr)";
  expect(text).toContain(`${place}: expected one NAT gateway per zone (true) in tier`);
});

test("--json gives the same in parts", () => {
  const { text, ok } = runCheck({ mode: "json" }, folderOf({ ...clean, prod: edit(prod, "us-east-1c", "us-east-1b") }));
  expect(ok).toBe(false);
  expect(JSON.parse(text)).toMatchObject({
    environments: [{ name: "dev", file: "environments/dev.yaml" }, {}, {}, {}],
    errors: [
      {
        file: "environments/prod.yaml",
        line: 6,
        column: 33,
        key: "zones[2]",
        seen: "us-east-1b",
        fix: expect.any(String),
      },
    ],
  });
});

test("--explain names the line or the tier of a value", () => {
  expect(explain("prod", "network.natPerAz").text).toBe("network.natPerAz  true  default of tier production");
  expect(explain("prod", "network.cidr").text).toBe("network.cidr  10.30.0.0/16  environments/prod.yaml:14:9");
  expect(explain("prod", "owners.team").text).toBe("owners.team  platform  environments/base.yaml:3:9");
  expect(explain("prod", "zones").text).toBe("zones  [us-east-1a, us-east-1b, us-east-1c]  environments/prod.yaml:6:8");
});

test("--explain of a section lists what is in it", () => {
  expect(explain("dr", "owns", { ...clean, dr: edit(`${clean.dr}`, "account: false", "region: true") })).toEqual({
    ok: true,
    text: ["owns.account  true  default of tier production", "owns.region   true  environments/dr.yaml:16:17"].join(
      "\n",
    ),
  });
  const lines = explain("dr", "").text.split("\n");
  expect(lines[0]).toMatch(/^name +dr +environments\/dr.yaml:2:7$/);
  expect(lines.length).toBeGreaterThan(25);
});

test("--explain and --compare of a value that is taken away", () => {
  const endpoints = "network: { interfaceEndpoints: [glue, kms, logs, monitoring, secretsmanager, sts] }\n";
  const files = { ...clean, base: `${clean.base}${endpoints}`, dev: `${dev}  interfaceEndpoints: none\n` };
  expect(explain("dev", "network.interfaceEndpoints", files)).toEqual({
    ok: true,
    text: "network.interfaceEndpoints  none  environments/dev.yaml:15:23",
  });
  const { text } = runCheck({ mode: "compare", left: "dev", right: "stage" }, folderOf(files));
  expect(text).toMatch(/network\.interfaceEndpoints +not set +\[glue, kms/);
});

test("--explain works in a file with errors", () => {
  expect(explain("dev", "network.natPerAz", { ...clean, dev: `${dev}  natPerAz: often\n` })).toEqual({
    ok: true,
    text: "network.natPerAz  often  environments/dev.yaml:15:13",
  });
});

test("--explain of a key that may be left out", () => {
  expect(explain("prod", "recovers")).toEqual({ ok: true, text: "recovers  not set by any file or tier" });
  expect(explain("prod", "state.directory")).toEqual({
    ok: true,
    text: "state.directory  not set: it does not apply to the configuration of prod",
  });
});

test.each([
  ["natPerAz", "Did you mean network.natPerAz?"],
  ["network.natperaz", "Did you mean network.natPerAz?"],
  ["zones[0]", "Did you mean zones?"],
  ["x", "Omit the key to see all of them."],
])("--explain of the unknown key %s", (key, hint) => {
  const text = `environments/prod.yaml  ${key}: expected a key of an environment, got an unknown one. ${hint}`;
  expect(explain("prod", key)).toEqual({ ok: false, text });
});

test("--explain of an environment that is not there or cannot be read", () => {
  expect(explain("prd", "zones")).toEqual({
    ok: false,
    text: "environments  expected the name of an environment (dev, stage, prod, dr), got prd. Did you mean prod?\n\n1 error in 1 file",
  });
  const { text, ok } = explain("dev", "zones", { ...clean, dev: "\tname: dev\n" });
  expect(ok).toBe(false);
  expect(text).toContain("environments/dev.yaml:1:1  expected spaces as indentation, got a tab.");
});

test("--compare lists every difference with both origins, within 120 columns", () => {
  const { text, ok } = runCheck({ mode: "compare", left: "prod", right: "dr" }, folderOf({ ...clean, prod: alone }));
  const lines = text.split("\n");
  expect(ok).toBe(true);
  expect(lines.every((line) => line.length <= 120)).toBe(true);
  // The head, an origin for each, and what a change of the domain and of the range replaces.
  expect(lines.filter((line) => line.startsWith(" "))).toHaveLength(1 + 9 + 2);
  const keys = lines.filter((line) => !line.startsWith(" ")).map((line) => line.split(" ")[0]);
  expect(keys).toEqual([
    "name",
    "region",
    "zones",
    "domain",
    "state.bucket",
    "state.region",
    "owns.account",
    "recovers",
    "network.cidr",
  ]);
  const range = lines.findIndex((line) => line.startsWith("network.cidr"));
  expect(lines[range + 2]).toMatch(/^ {2}A change replaces the VPC and what is bound to it/);
  const row = lines.findIndex((line) => line.startsWith("recovers"));
  expect(lines[row]).toMatch(/^recovers +not set +prod$/);
  expect(lines[row + 1]).toMatch(/^ +environments\/dr.yaml:15:11$/);
});

test("--compare breaks a long value rather than cut it: the difference may be at its end", () => {
  const arn = (key: string) => `  kmsKeyArn: arn:aws:kms:us-east-1:111111111111:alias/states-of-all-layers-${key}\n`;
  const line = "  bucket: dev-states\n";
  const twin = edit(
    edit(edit(dev, line, line + arn("two")), "name: dev", "name: qa"),
    '"111111111111"',
    '"555555555555"',
  );
  const files = { ...clean, dev: edit(dev, line, line + arn("one")), qa: twin };
  const { text } = runCheck({ mode: "compare", left: "dev", right: "qa" }, folderOf(files));
  expect(text.replace(/\s/g, "")).toMatch(/one.*two/);
  expect(text.split("\n").every((row) => row.length <= 120)).toBe(true);
});

test("--compare says what AWS would refuse to change to the value of the other", () => {
  const older = `${dev}security: { backup: { vaultLock: none } }
data: { relational: { engineVersion: "16" }, cache: { engineVersion: "8" } }
application: { kubernetes: { version: "1.34" } }
`;
  const newer = `${stage}security: { backup: { vaultLock: compliance } }
data: { relational: { engineVersion: "17" }, cache: { engineVersion: "9" } }
application: { kubernetes: { version: "1.35" } }
`;
  const folder = folderOf({ ...clean, dev: older, stage: newer });
  const { text, ok } = runCheck({ mode: "compare", left: "dev", right: "stage" }, folder);
  expect(ok).toBe(true);
  const words = text.replace(/\s+/g, " ");
  expect(words.match(/\w+ cannot take the value of \w+: \w+ \w+ \w+/g)).toEqual([
    "stage cannot take the value of dev: a vault lock",
    "stage cannot take the value of dev: Aurora upgrades only",
    "stage cannot take the value of dev: ElastiCache upgrades only",
    "stage cannot take the value of dev: EKS goes back",
  ]);
});

test("--compare of one environment with itself, and with one that is not there", () => {
  const compare = (left: string, right: string) => runCheck({ mode: "compare", left, right }, folderOf(clean));
  expect(compare("prod", "prod")).toEqual({ ok: true, text: "prod and prod have no differences." });
  expect(compare("prod", "stages").text).toContain(
    "expected the name of an environment (dev, stage, prod, dr), got stages. Did you mean stage?",
  );
});

test("--write-schema writes the schema that editors read", () => {
  const folder = folderOf(clean);
  expect(runCheck({ mode: "write-schema" }, folder)).toEqual({
    ok: true,
    text: `Wrote environments/${schemaFileName}.`,
  });
  expect(readFileSync(join(folder, schemaFileName), "utf8")).toBe(environmentJsonSchema());
});

/** Runs the command as the program would, and returns what it printed. */
function strata(...args: string[]): string {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  registerCheck(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  program.parse(["check", ...args], { from: "user" });
  return print.mock.calls.join("\n");
}

test("the command checks the environments of the repository", () => {
  expect(strata()).toBe("4 environments, no errors");
  expect(process.exitCode).toBeUndefined();
});

test("the command leaves exit code 1 for an error, without ending the process", () => {
  expect(strata("--explain", "prod", "network.natPerAz")).toContain("default of tier production");
  expect(process.exitCode).toBeUndefined();
  expect(strata("--explain", "prd")).toContain("Did you mean prod?");
  expect(process.exitCode).toBe(1);
});

test.each([
  ["--compare", "stage"],
  ["--compare", "dev", "stage", "prod"],
  ["--explain", "prod", "network", "natPerAz"],
  ["--json", "--explain", "prod"],
])("the command refuses %s %s %s", (...args) => {
  expect(() => strata(...args)).toThrow(/--explain/);
});

test("the command starts quickly: it loads neither cdktf nor the stacks", async () => {
  const entry = "commands/check.ts";
  const options = { bundle: true, platform: "node", format: "esm", write: false, metafile: true } as const;
  const { metafile } = await build({ absWorkingDir: projectRoot(), entryPoints: [entry], ...options });
  // What is imported on demand is loaded by those who build stacks.
  const loaded = new Set([entry]);
  for (const file of loaded) {
    const imports = metafile.inputs[file]?.imports ?? [];
    for (const { path, kind } of imports) if (kind !== "dynamic-import" && path in metafile.inputs) loaded.add(path);
  }
  const packages = [...loaded].map((path) => /node_modules\/([^/]+)/.exec(path)?.[1] ?? "strata");
  expect([...loaded].filter((path) => path.endsWith("/stack.ts"))).toEqual([]);
  expect([...new Set(packages)].sort()).toEqual([
    "cidr-tools",
    "fastest-levenshtein",
    "ip-bigint",
    "picocolors",
    "strata",
    "yaml",
    "zod",
  ]);
});
