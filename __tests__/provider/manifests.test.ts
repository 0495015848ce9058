import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { installedProgram } from "../../commands/python-program";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../layers/layers";
import { projectRoot } from "../../platform/root";
import { environmentOf } from "../support/environment";
import { manifestFilesOf } from "../support/manifests";
import { suiteFolder } from "../support/temporary";

const pinned = z
  .strictObject({ package: z.string(), python: z.string(), costs: z.string() })
  .parse(
    parse(readFileSync(join(projectRoot(), "__tests__", "provider", "manifests", "kubernetes-validate.yaml"), "utf8")),
  );

const program = await installedProgram({ ...pinned, name: "kubernetes-validate" }, () => {}).catch((error: Error) => {
  console.warn(`SKIPPED, this needs ${pinned.package} (pip install ${pinned.package}). ${error.message}`);
  return undefined;
});

const environments = loadEnvironments();
const [{ application } = expect.fail("there is no environment")] = environments;
const autoMode: Environment = environmentOf("production", {
  name: "auto",
  application: { ...application, kubernetes: { ...application.kubernetes, compute: { mode: "auto" } } },
});
const all = [...environments, autoMode];

describe.skipIf(!program)("against the schemas of Kubernetes, without unknown fields,", () => {
  const folder = suiteFolder();
  const filesOf = manifestFilesOf(...all);
  const validate = (version: string, ...files: string[]) =>
    execa(program ?? "", ["--kubernetes-version", version, "--strict", ...files], { reject: false, all: true });

  beforeAll(() => {
    for (const { name } of all) {
      for (const [file, text] of Object.entries(filesOf(name))) {
        mkdirSync(dirname(join(folder, name, file)), { recursive: true });
        writeFileSync(join(folder, name, file), text);
      }
    }
  });

  it.each(all.map((environment) => [environment.name, environment] as const))(
    "the manifests of %s are valid in its version",
    async (name, environment) => {
      const files = Object.keys(filesOf(name)).filter((file) => !file.startsWith("helm/"));
      expect(files.length).toBeGreaterThan(1);
      const { all: output, exitCode } = await validate(
        environment.application.kubernetes.version,
        ...files.map((file) => join(folder, name, file)),
      );
      expect(output).not.toMatch(/error/i);
      expect(exitCode).toBe(0);
    },
  );

  it("a field that Kubernetes does not know is an error", async () => {
    const file = join(folder, "unknown-field.yaml");
    const text = filesOf("dev")["services/gateway.yaml"] ?? "";
    writeFileSync(file, text.replace("revisionHistoryLimit", "revisionHistory"));
    const { exitCode, all: output } = await validate("1.35", file);
    expect(exitCode).not.toBe(0);
    expect(output).toContain("revisionHistory");
  });
});
