import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../platform/root";

const forbidden = [
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
  ["layers/network", "../../environments/load"],
  ["layers/network", "../../commands/stacks"],
  ["layers/security/personas", "../../network/config"],
  ["layers/security/personas", "../../../environments/load"],
  ["environments", "../layers/network/stack"],
  ["environments", "../layers/build"],
  ["environments/rules", "../../layers/network/stack"],
  ["environments", "cdktf"],
  ["policies", "../platform/names"],
  ["platform", "../synthesized/stack"],
  ["modules/network", "../../synthesized/stack"],
  ["layers/network", "../../synthesized/stack"],
  ["environments", "../synthesized/stack"],
  ["synthesized", "../platform/errors"],
  ["synthesized", "../policies/types"],
  ["synthesized", "../commands/stacks"],
  ["functions/rotate-secret", "../../platform/names"],
  ["functions/rotate-secret", "../../modules/identity/policy-document"],
] as const;

const allowed = [
  ["modules/network", "@cdktf/provider-aws/lib/vpc"],
  ["modules/network", "../identity/policy-document"],
  ["modules/network", "../../platform/names"],
  ["modules/network", "../../platform/role-trust"],
  ["layers/network", "../security/outputs"],
  ["layers/network", "../../platform/layer-stack"],
  ["layers/network", "../../modules/network/segmented-vpc"],
  ["layers/network", "./config"],
  ["layers/security/personas", "../config"],
  ["layers/security/personas", "../../network/outputs"],
  ["layers/security/personas", "../../../modules/identity/policy-document"],
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
] as const;

const fileOf = (folder: string, specifier: string) => `${folder}/${specifier.replace(/\W+/g, "_")}.ts`;

describe("what may import what, by the project's lint rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-imports-"));
  let refused: Set<string>;

  beforeAll(() => {
    copyFileSync(join(projectRoot(), "biome.json"), join(folder, "biome.json"));
    for (const [from, specifier] of [...forbidden, ...allowed]) {
      const file = join(folder, fileOf(from, specifier));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `import { x } from "${specifier}";\n\nx();\n`);
    }
    const biome = join(projectRoot(), "node_modules", ".bin", "biome");
    const options = ["lint", "--only=style/noRestrictedImports", "--max-diagnostics=none", "--reporter=json", "."];
    const result = spawnSync(biome, options, { cwd: folder, encoding: "utf8" });
    const report = JSON.parse(result.stdout) as { diagnostics: { location: { path: string } }[] };
    refused = new Set(report.diagnostics.map(({ location }) => location.path));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(forbidden)("%s may not import %s", (from, specifier) => {
    expect(refused).toContain(fileOf(from, specifier));
  });

  test.each(allowed)("%s may import %s", (from, specifier) => {
    expect(refused).not.toContain(fileOf(from, specifier));
  });
});
