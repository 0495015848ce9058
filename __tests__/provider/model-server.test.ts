import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { installedProgram } from "../../commands/python-program";
import { baselineModel } from "../../modules/models/baseline-model";
import { jobFile } from "../../platform/job-file";
import { projectRoot } from "../../platform/root";
import { suiteFolder } from "../support/temporary";

const root = projectRoot();
const schema = z.strictObject({
  package: z.string(),
  with: z.array(z.string()),
  python: z.string(),
  costs: z.string(),
});
const wanted = schema.parse(
  parse(readFileSync(join(root, "__tests__", "provider", "model-chain", "python.yaml"), "utf8")),
);
const python = await installedProgram({ ...wanted, name: "python", title: "xgboost" }, () => {}).catch(
  (error: Error) => {
    console.warn(`SKIPPED, this needs Python with xgboost. ${error.message}`);
    return undefined;
  },
);

interface Results {
  readonly before: readonly (readonly [number, string])[];
  readonly first: readonly [number, readonly [number, string]];
  readonly approved: readonly number[];
  readonly json: { readonly predictions: readonly number[] };
  readonly refused: readonly number[];
  readonly broken: readonly [number, string];
  readonly rejected: string;
}

describe.skipIf(!python)("the server of models on Kubernetes", () => {
  const folder = suiteFolder();
  let results: Results;

  beforeAll(async () => {
    const first = join(folder, "model.tar.gz");
    writeFileSync(first, baselineModel(["orders"], jobFile("models/inference.py")));
    const { stdout } = await execa(
      python ?? "",
      [join(root, "__tests__", "provider", "model-server", "driver.py"), first],
      { env: { PYTHONPATH: [join(root, "services", "model-server"), join(root, "jobs", "models")].join(":") } },
    );
    results = JSON.parse(stdout);
  });

  it("is not ready, and refuses, until it has a model", () => {
    expect(results.before.map(([status]) => status)).toEqual([503, 503]);
  });

  it("answers with the first model until a version is approved", () => {
    expect(results.first).toEqual([200, [200, "0.5\n"]]);
  });

  it("answers with the version that was approved last, in the form that was asked for", () => {
    const [few = 1, many = 0] = results.approved;
    expect(few).toBeLessThan(0.5);
    expect(many).toBeGreaterThan(0.5);
    expect(results.json.predictions).toEqual([many]);
  });

  it("refuses what is no request, and what is too large", () => {
    expect(results.refused).toEqual([400, 400, 400, 400, 404, 404, 413]);
  });

  it("goes on with the old version when a new one cannot be loaded, and goes back when it is rejected", () => {
    expect(results.broken).toEqual([200, "s3://models/2"]);
    expect(results.rejected).toBe("s3://code/models/churn/first/model.tar.gz");
  });
});
