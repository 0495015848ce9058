import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../platform/root";

/** Rules of a layer go by how the name of their file ends: `suffix`. */
type Import = readonly [folder: string, specifier: string, suffix?: string];

const forbidden: readonly Import[] = [
  ["modules/network", "@cdktf/provider-aws"],
  ["layers/network", "@cdktf/provider-aws"],
  ["platform", "../layers/network/config"],
  ["platform", "../environments/load"],
  ["platform/backends", "../../modules/storage/private-bucket"],
  ["modules/network", "../../layers/network/config"],
  ["modules/network", "../../environments/schema"],
  ["modules/network", "../../platform/layer-stack"],
  ["layers/network", "../security/stack"],
  ["layers/network", "../security/config"],
  ["layers/application", "../data/offers"],
  ["layers/network", "../../environments/load"],
  ["layers/network", "../../commands/stacks"],
  ["layers/security/personas", "../../network/config"],
  ["layers/security/personas", "../../../environments/load"],
  ["layers/network", "../../environments/loader/rule", "build"],
  ["layers/network", "../../environments/load", "rules"],
  ["layers/network", "../../environments/rules/state", "tables-rules"],
  ["layers/network", "../security/config", "rules"],
  ["layers", "../environments/load"],
  ["environments/loader", "../schema"],
  ["environments/loader", "../rules/all"],
  ["environments/loader", "../../layers/layers"],
  ["environments/loader", "cdktf"],
  ["environments", "../layers/network/stack"],
  ["environments", "../layers/build"],
  ["environments/rules", "../../layers/network/stack"],
  ["environments", "cdktf"],
  ["policies", "../platform/names"],
  ["platform", "../synthesized/stack"],
  ["modules/network", "../../synthesized/stack"],
  ["layers/network", "../../synthesized/stack"],
  ["layers/security/personas", "../../../synthesized/stack"],
  ["environments", "../synthesized/stack"],
  ["synthesized", "../platform/errors"],
  ["synthesized", "../policies/types"],
  ["synthesized", "../commands/stacks"],
  ["functions/rotate-secret", "../../platform/names"],
  ["functions/rotate-secret", "../../modules/identity/policy-document"],
  ["services/gateway", "../../platform/names"],
  ["services/gateway", "../../functions/shared/rotation"],
  ["services/gateway/http", "../../../modules/tables/grants"],
];

const allowed: readonly Import[] = [
  ["modules/network", "@cdktf/provider-aws/lib/vpc"],
  ["modules/network", "../identity/policy-document"],
  ["modules/network", "../../platform/names"],
  ["modules/network", "../../platform/role-trust"],
  ["layers/network", "../security/outputs"],
  ["layers/application", "../data/uses"],
  ["layers/network", "../../platform/layer-stack"],
  ["layers/network", "../../modules/network/segmented-vpc"],
  ["layers/network", "./config"],
  ["layers/security/personas", "../config"],
  ["layers/security/personas", "../../network/outputs"],
  ["layers/security/personas", "../../../modules/identity/policy-document"],
  ["layers/network", "../../environments/loader/rule", "rules"],
  ["layers/network", "../../environments/loader/values", "tables-rules"],
  ["layers/network", "../security/outputs", "rules"],
  ["layers", "../environments/loader/rule"],
  ["layers", "./network/config"],
  ["environments/loader", "./values"],
  ["environments/loader", "../../platform/environment"],
  ["environments", "../layers/layers"],
  ["environments", "../layers/network/config"],
  ["environments/rules", "../../layers/network/config"],
  ["commands", "../environments/load"],
  ["commands", "../synthesized/stack"],
  ["policies", "../synthesized/stack"],
  ["policies/rules", "../../synthesized/stack"],
  ["synthesized", "./stack"],
  ["functions/rotate-secret", "@aws-sdk/client-secrets-manager"],
  ["functions/rotate-secret", "./steps"],
  ["services/gateway", "@aws-sdk/client-secrets-manager"],
  ["services/gateway/http", "../sessions/tokens"],
];

const fileOf = ([folder, specifier, suffix]: Import) =>
  `${folder}/${[specifier.replace(/\W+/g, "_"), suffix].filter(Boolean).join("-")}.ts`;

const titled = (imports: readonly Import[]) => imports.map((each) => ({ each, from: each[0], what: each[1] }));

describe("what may import what, by the project's lint rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-imports-"));
  let refused: Set<string>;

  beforeAll(() => {
    copyFileSync(join(projectRoot(), "biome.json"), join(folder, "biome.json"));
    for (const each of [...forbidden, ...allowed]) {
      const file = join(folder, fileOf(each));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `import { x } from "${each[1]}";\n\nx();\n`);
    }
    const biome = join(projectRoot(), "node_modules", ".bin", "biome");
    const options = ["lint", "--only=style/noRestrictedImports", "--max-diagnostics=none", "--reporter=json", "."];
    const result = spawnSync(biome, options, { cwd: folder, encoding: "utf8" });
    const report = JSON.parse(result.stdout) as { diagnostics: { location: { path: string } }[] };
    refused = new Set(report.diagnostics.map(({ location }) => location.path));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(titled(forbidden))("$from may not import $what", ({ each }) => {
    expect(refused).toContain(fileOf(each));
  });

  test.each(titled(allowed))("$from may import $what", ({ each }) => {
    expect(refused).not.toContain(fileOf(each));
  });
});
