/** The keys of an object that Terraform wants all of; those of objects in it where it holds a list of such. */
interface Keys {
  readonly [key: string]: null | Keys;
}

/**
 * Attributes that are lists of objects and not blocks, by resource type. Terraform asks for every key of such an object,
 * an unset one as null (schema of AWS provider 5.100.0).
 */
const wholeObjects: Readonly<Record<string, Keys>> = {
  aws_bedrockagent_agent: {
    guardrail_configuration: { guardrail_identifier: null, guardrail_version: null },
    memory_configuration: { enabled_memory_types: null, storage_days: null },
    prompt_override_configuration: {
      override_lambda: null,
      prompt_configurations: {
        base_prompt_template: null,
        inference_configuration: {
          max_length: null,
          stop_sequences: null,
          temperature: null,
          top_k: null,
          top_p: null,
        },
        parser_mode: null,
        prompt_creation_mode: null,
        prompt_state: null,
        prompt_type: null,
      },
    },
  },
  aws_bedrockagent_agent_alias: { routing_configuration: { agent_version: null, provisioned_throughput: null } },
  aws_cloudwatch_log_delivery: { s3_delivery_configuration: { enable_hive_compatible_path: null, suffix_path: null } },
};

/**
 * A stack's JSON as it is written: without nulls, because scanners skip checks on attributes that are present and null;
 * with those that Terraform asks for.
 */
export function terraformJson(value: unknown): unknown {
  const json = withoutNulls(value);
  if (!isObject(json) || !isObject(json.resource)) return json;
  const resource = mapValues(json.resource, (blocks, type) => {
    const attributes = wholeObjects[type];
    return attributes && isObject(blocks) ? mapValues(blocks, (block) => completed(block, attributes)) : blocks;
  });
  return { ...json, resource };
}

/** The block with all keys of the objects in these attributes. Attributes that it lacks stay away. */
function completed(block: unknown, attributes: Keys): unknown {
  if (!isObject(block)) return block;
  return mapValues(block, (value, attribute) => {
    const keys = attributes[attribute];
    return keys && Array.isArray(value) ? value.map((item) => whole(item, keys)) : value;
  });
}

function whole(item: unknown, keys: Keys): unknown {
  if (!isObject(item)) return item;
  const unset = Object.fromEntries(Object.keys(keys).map((key) => [key, null]));
  return { ...unset, ...(completed(item, keys) as object) };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null && item !== undefined).map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(object: Readonly<Record<string, unknown>>, change: (value: unknown, key: string) => unknown) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
