import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { installedProgram } from "../../commands/python-program";
import { projectRoot } from "../../platform/root";
import { sampleAnalyses, sampleBatchSettings, samplePipeline } from "../modules/models/sample-pipeline";

const folder = join(projectRoot(), "__tests__", "provider", "pipeline-definition");
const schema = z.strictObject({ package: z.string(), python: z.string(), costs: z.string() });
const wanted = schema.parse(parse(readFileSync(join(folder, "sagemaker.yaml"), "utf8")));
const python = await installedProgram({ ...wanted, name: "python", title: wanted.package }, () => {}).catch(
  (error: Error) => {
    console.warn(`SKIPPED, this needs ${wanted.package} (pip install ${wanted.package}). ${error.message}`);
    return undefined;
  },
);

test.skipIf(!python)("the official SDK makes the definitions that ours are compared with", async () => {
  const input = JSON.stringify({
    training: samplePipeline,
    batch: sampleBatchSettings,
    analyses: sampleAnalyses,
  });
  const environment = { PYTHONDONTWRITEBYTECODE: "1", PYTHONWARNINGS: "ignore" };
  const { stdout } = await execa(python ?? "", [join(folder, "pipelines.py")], { input, env: environment });
  // The unit test next to the file reads it. --update writes what another version of the SDK makes.
  await expect(`${stdout}\n`).toMatchFileSnapshot("../modules/models/golden/pipelines-by-sdk.json.txt");
});
