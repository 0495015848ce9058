import { mockValues } from "../../merged-root/mocks";
import type { ComputedAttributes } from "../../merged-root/schema";
import type { Block, Stack, StackJson } from "../../stacks";

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
  description: "Stands in for the schema of the type.",
  properties: { Any: { type: "string" } },
  primaryIdentifier: ["/properties/Any"],
  additionalProperties: true,
});

const readerType = "terraform_remote_state";
const dataReference = /\bdata\.(aws_\w+)\.([\w-]+)/g;

/**
 * The stack as Terraform can plan it without AWS: data sources are locals with made-up values, Cloud Control resources
 * bring a schema, and there are no imports, which would read what they take over.
 */
export function offlineStack(stack: Stack, computed: ComputedAttributes): Stack {
  const { data = {}, import: _imports, ...rest } = stack.json;
  const { [readerType]: readers, ...sources } = data;
  const values = Object.entries(sources).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, block]) => [`${type}.${id}`, dataValues(type, block, computed)]),
  );
  const json: StackJson = {
    ...(mapStrings(rest, withLocals) as StackJson),
    data: readers ? { [readerType]: readers } : {},
    ...(values.length > 0 && {
      locals: {
        ...(rest.locals as Block | undefined),
        offline_data: mapStrings(Object.fromEntries(values), withLocals),
      },
    }),
  };
  return { ...stack, json: { ...json, resource: withSchemas(json.resource) } };
}

/** What the data source was asked, and a made-up answer. */
function dataValues(type: string, block: Block, computed: ComputedAttributes): Block {
  const meta = ["//", "provider", "lifecycle", "depends_on", "filter"];
  const asked = Object.entries(block).filter(([name]) => !meta.includes(name));
  return { ...mockValues("data", type, computed, { complete: true }), ...Object.fromEntries(asked) };
}

function withSchemas(resources: StackJson["resource"] = {}): StackJson["resource"] {
  const { aws_cloudcontrolapi_resource: byId, ...others } = resources;
  if (!byId) return resources;
  const withSchema = Object.entries(byId).map(([id, block]) => [id, { schema: anySchema, ...block }]);
  return { ...others, aws_cloudcontrolapi_resource: Object.fromEntries(withSchema) };
}

/** Inside of an expression a data source becomes its local; where it stands alone, as in `depends_on`, it goes. */
function withLocals(text: string): string | undefined {
  if (/^data\.aws_\w+\.[\w-]+$/.test(text)) return undefined;
  return text.replace(/\$\{[^}]*\}/g, (expression) =>
    expression.replace(dataReference, (_, type, id) => `local.offline_data["${type}.${id}"]`),
  );
}

function mapStrings(value: unknown, change: (text: string) => string | undefined): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change)).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
