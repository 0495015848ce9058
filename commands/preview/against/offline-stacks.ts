import { mapTexts, replaceReferences } from "../../../synthesized/reference";
import type { Block, Blocks, Stack, StackJson } from "../../../synthesized/stack";
import { mockValues } from "../../merged-root/mocks";
import type { ComputedAttributes } from "../../merged-root/schema";

/** Settings of AWS providers that plan without an account: made-up credentials, and no question asked at start. */
export const offlineProviderSettings: Block = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_requesting_account_id: true,
  allowed_account_ids: undefined,
};

/** A resource of AWS Cloud Control asks AWS for the schema of its type while it is planned, unless it has one. */
const anySchema = JSON.stringify({
  typeName: "AWS::Any::Thing",
  description: "Replaces the schema of the type.",
  properties: { Any: { type: "string" } },
  primaryIdentifier: ["/properties/Any"],
  additionalProperties: true,
});

const readerType = "terraform_remote_state";

/**
 * The stack as Terraform can plan it without AWS: data sources are locals with made-up values, Cloud Control resources
 * bring a schema, and there are no imports, which would read what they take over.
 */
export function offlineStack(stack: Stack, computed: ComputedAttributes): Stack {
  const { data = {}, import: _imports, ...rest } = stack.json;
  const { [readerType]: readers, ...sources } = data;
  const answers = Object.entries(sources).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, block]) => [localOf(`${type}.${id}`), dataValues(type, block, computed)]),
  );
  const locals = { ...(rest.locals as Block | undefined), ...Object.fromEntries(answers) };
  const json = withLocals(answers.length > 0 ? { ...rest, locals } : rest) as StackJson;
  return {
    ...stack,
    json: {
      ...json,
      data: readers ? { [readerType]: readers } : {},
      resource: withSchemas(withoutLocalDependencies(json.resource)),
    },
  };
}

/** Each data source is a local for itself, because one may refer to another. */
function localOf(address: string): string {
  return `offline_${address.replace(".", "__")}`;
}

/** What the data source was asked, and a made-up answer. */
function dataValues(type: string, block: Block, computed: ComputedAttributes): Block {
  const meta = ["//", "provider", "lifecycle", "depends_on", "filter"];
  const asked = Object.entries(block).filter(([name]) => !meta.includes(name));
  return { ...mockValues("data", type, computed, { complete: true }), ...Object.fromEntries(asked) };
}

function withSchemas(resources: Blocks): Blocks {
  const { aws_cloudcontrolapi_resource: byId, ...others } = resources;
  if (!byId) return resources;
  const withSchema = Object.entries(byId).map(([id, block]) => [id, { schema: anySchema, ...block }]);
  return { ...others, aws_cloudcontrolapi_resource: Object.fromEntries(withSchema) };
}

/** The stack's JSON without what it says of data sources: expressions read their locals, and `depends_on` names none. */
function withLocals(json: unknown): unknown {
  return mapTexts(json, (text) =>
    replaceReferences(text, ({ address, attribute }) => {
      if (!address.startsWith("data.") || address.startsWith(`data.${readerType}.`)) return undefined;
      const rest = attribute === "" || attribute.startsWith("[") ? attribute : `.${attribute}`;
      return `local.${localOf(address.slice("data.".length))}${rest}`;
    }),
  );
}

/** Locals are no resources: nothing waits for them. */
function withoutLocalDependencies(blocks: Blocks = {}): Blocks {
  const kept = (block: Block): Block => {
    if (!Array.isArray(block.depends_on)) return block;
    return { ...block, depends_on: block.depends_on.filter((name) => !String(name).startsWith("local.")) };
  };
  return mapValues(blocks, (byId) => mapValues(byId, kept));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
