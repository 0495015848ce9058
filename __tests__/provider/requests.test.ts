import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { installedProgram } from "../../commands/python-program";
import type { Definition } from "../../modules/models/pipeline/definition";
import { allSteps } from "../../modules/models/pipeline/verification";
import { projectRoot } from "../../platform/root";
import type { Block, Stack } from "../../synthesized/stack";
import { sampleBatch, sampleDefinition } from "../modules/models/sample-pipeline";
import { suiteFolder } from "../support/temporary";
import { realStacks, stacksOf } from "./support";

const folder = join(projectRoot(), "__tests__", "provider", "requests");
const schema = z.strictObject({ package: z.string(), python: z.string(), costs: z.string() });

async function programOf(file: string, name: string): Promise<string | undefined> {
  const wanted = schema.parse(parse(readFileSync(join(folder, file), "utf8")));
  return installedProgram({ ...wanted, name }, () => {}).catch((error: Error) => {
    console.warn(`SKIPPED, this needs ${wanted.package} (pip install ${wanted.package}). ${error.message}`);
    return undefined;
  });
}

const lint = await programOf("cfn-lint.yaml", "cfn-lint");
const python = await programOf("botocore.yaml", "python");

/** The text as JSON, with a value of the right form in place of each reference of Terraform. */
function filled(text: string, stack: string): unknown {
  const account = "111122223333";
  const value = (reference: string) => {
    if (/subnet/.test(reference)) return "subnet-0123456789abcdef0";
    if (/security_group/.test(reference)) return "sg-0123456789abcdef0";
    if (/bucket/.test(reference)) return "strata-bucket";
    if (/endpoint\.\w+\.name$/.test(reference)) return "strata-endpoint";
    if (/key_arn/.test(reference)) return `arn:aws:kms:us-east-1:${account}:key/01234567-89ab-cdef-0123-456789abcdef`;
    // Each reference of a stack leads to something else.
    return `arn:aws:iam::${account}:role/${stack}-${reference.replaceAll(/[^a-z0-9]+/gi, "-")}`;
  };
  return JSON.parse(text.replaceAll(/\$\{([^}]*)\}/g, (_, reference: string) => value(reference)));
}

/** What Cloud Control makes, by stack and address, as resources of a template. */
function resourcesOf(stacks: readonly Stack[]): Map<string, { Type: string; Properties: unknown }> {
  return new Map(
    stacks.flatMap(({ id, json }) =>
      Object.entries((json.resource?.aws_cloudcontrolapi_resource ?? {}) as Record<string, Block>).map(
        ([name, { type_name, desired_state }]) =>
          [`${id} ${name}`, { Type: String(type_name), Properties: filled(String(desired_state), id) }] as const,
      ),
    ),
  );
}

const file = suiteFolder();

/** What cfn-lint says of resources. */
async function lintOf(resources: Iterable<{ Type: string; Properties: unknown }>): Promise<string[]> {
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: Object.fromEntries([...resources].map((resource, index) => [`Resource${index}`, resource])),
  };
  const path = join(file, "template.json");
  writeFileSync(path, JSON.stringify(template));
  const { stdout } = await execa(lint ?? "", ["--format", "json", "--regions", "us-east-1", "--", path], {
    reject: false,
  });
  const found = JSON.parse(stdout || "[]") as { Level: string; Message: string; Location: { Path?: unknown[] } }[];
  return found
    .filter(({ Level }) => Level === "Error")
    .map(({ Message, Location }) => `${Location.Path?.join(".")}: ${Message}`);
}

describe.skipIf(!lint)("against the schemas of CloudFormation", () => {
  const stacks = [...realStacks(), ...stacksOf(join(projectRoot(), "__tests__", "provider", "variants"))];
  const all = resourcesOf(stacks);

  it("every desired state of Cloud Control is valid", async () => {
    const types = new Set([...all.values()].map(({ Type }) => Type));
    for (const type of ["ModelQuality", "ModelBias", "ModelExplainability"]) {
      expect(types).toContain(`AWS::SageMaker::${type}JobDefinition`);
    }
    expect(types).toContain("AWS::MSK::Topic");
    expect(await lintOf(all.values())).toEqual([]);
  });

  it("a property that a type does not have is an error", async () => {
    const [monitor = expect.fail("no monitor")] = [...all.values()].filter(({ Type }) => /ModelBias/.test(Type));
    const changed = { ...monitor, Properties: { ...(monitor.Properties as object), Threshold: 3 } };
    expect((await lintOf([changed])).join("\n")).toContain("Threshold");
  });
});

/** The operation that SageMaker calls for a step, and the name that it makes up. */
const operations: Readonly<Record<string, readonly [operation: string, name: string | undefined]>> = {
  ClarifyCheck: ["CreateProcessingJob", "ProcessingJobName"],
  Model: ["CreateModel", "ModelName"],
  Processing: ["CreateProcessingJob", "ProcessingJobName"],
  RegisterModel: ["CreateModelPackage", undefined],
  Training: ["CreateTrainingJob", "TrainingJobName"],
  Transform: ["CreateTransformJob", "TransformJobName"],
  Tuning: ["CreateHyperParameterTuningJob", "HyperParameterTuningJobName"],
};

/** A request with a text in place of what is known later. */
function now(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(now);
  if (typeof value !== "object" || value === null) return value;
  if ("Get" in value || "Std:Join" in value) return "s3://known/later";
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, now(one)]));
}

/** The requests of the steps of a pipeline that SageMaker makes of them. */
function requestsOf({ Steps }: Definition): { step: string; operation: string; request: Record<string, unknown> }[] {
  return allSteps(Steps).flatMap((step) => {
    const [operation, name] = operations[step.Type] ?? [];
    if (operation === undefined || !("Arguments" in step)) return [];
    const request = { ...(now(step.Arguments) as object), ...(name && { [name]: "made-up" }) };
    return [{ step: step.Name, operation, request }];
  });
}

async function mistakesOf(requests: ReturnType<typeof requestsOf>): Promise<Record<string, string>> {
  const input = JSON.stringify(requests);
  const { stdout } = await execa(python ?? "", [join(folder, "steps.py")], { input });
  return JSON.parse(stdout);
}

describe.skipIf(!python)("against the official SDK of Python", () => {
  it("the request of every step of both pipelines is valid", async () => {
    const requests = [...requestsOf(sampleDefinition), ...requestsOf(sampleBatch)];
    expect(new Set(requests.map(({ operation }) => operation))).toContain("CreateHyperParameterTuningJob");
    expect(requests.length).toBeGreaterThan(5);
    expect(await mistakesOf(requests)).toEqual({});
  });

  it("a request without what SageMaker asks for is an error that names the step", async () => {
    const [first = expect.fail("no step")] = requestsOf(sampleDefinition);
    const { RoleArn: _, ...rest } = first.request;
    const mistakes = await mistakesOf([{ ...first, request: { ...rest, Colour: "blue" } }]);
    expect(mistakes[first.step]).toContain("RoleArn");
    expect(mistakes[first.step]).toContain("Colour");
  });
});
