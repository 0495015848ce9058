import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import envPaths from "env-paths";
import { UserError } from "../../platform/errors";
import { awsProviderVersion } from "../../platform/versions";
import type { Terraform } from "../terraform/terraform";

/** A type in the words of the provider schema: `"string"`, `["list", "string"]`, `["set", ["object", {…}]]`. */
export type AttributeType = string | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

/** Attributes that AWS fills in, by resource or data source type: name and type. */
export interface ComputedAttributes {
  readonly resource: Readonly<Record<string, Readonly<Record<string, AttributeType>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, AttributeType>>>>;
}

interface SchemaBlocks {
  [type: string]: { block: { attributes?: Record<string, { type?: AttributeType; computed?: boolean }> } };
}

/** The question that is under way, so that roots which start together ask once. */
let asked: Promise<ComputedAttributes> | undefined;

/**
 * The computed attributes of every type of the AWS provider. Asking the provider takes seconds and 600 MB, so the
 * answer is kept by provider version in the user's cache folder.
 * @param ready called when the provider has to be asked: makes a folder in which `terraform init` has run
 */
export function computedAttributes(terraform: Terraform, ready: () => Promise<string>): Promise<ComputedAttributes> {
  asked ??= askOnce(terraform, ready).finally(() => {
    asked = undefined;
  });
  return asked;
}

async function askOnce(terraform: Terraform, ready: () => Promise<string>): Promise<ComputedAttributes> {
  const file = join(envPaths("strata", { suffix: "" }).cache, `computed-attributes-${awsProviderVersion}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ComputedAttributes;
  } catch {
    // Not there yet, or damaged: ask the provider.
  }
  const folder = await ready();
  const { exitCode, stdout, stderr } = await terraform.run(["providers", "schema", "-json"], { cwd: folder });
  if (exitCode !== 0) throw new UserError(`terraform providers schema failed in ${folder}:\n${stderr}`);
  const computed = extractComputed(stdout);
  keep(file, computed);
  return computed;
}

/** What the mocks need of the output of `terraform providers schema -json`. */
export function extractComputed(json: string): ComputedAttributes {
  const { provider_schemas: providers } = JSON.parse(json) as {
    provider_schemas: Record<string, { resource_schemas?: SchemaBlocks; data_source_schemas?: SchemaBlocks }>;
  };
  const aws = Object.entries(providers).find(([address]) => address.endsWith("/hashicorp/aws"))?.[1];
  return { resource: computedIn(aws?.resource_schemas), data: computedIn(aws?.data_source_schemas) };
}

function computedIn(schemas: SchemaBlocks = {}): ComputedAttributes["resource"] {
  return Object.fromEntries(
    Object.entries(schemas).map(([type, { block }]) => [
      type,
      Object.fromEntries(
        Object.entries(block.attributes ?? {}).flatMap(([name, attribute]) =>
          attribute.computed && attribute.type !== undefined ? [[name, attribute.type]] : [],
        ),
      ),
    ]),
  );
}

function keep(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(value));
    renameSync(draft, file);
  } catch {
    // A cache that cannot be written costs two seconds the next time, nothing else.
  }
}
