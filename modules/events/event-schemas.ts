import { SchemasRegistry } from "@cdktf/provider-aws/lib/schemas-registry";
import { SchemasSchema } from "@cdktf/provider-aws/lib/schemas-schema";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface EventSchemasProps {
  readonly site: Site;
  /** Bus that the events come on, as in "main"; part of the names. */
  readonly purpose: string;
  /** By name in addresses. */
  readonly events: Readonly<Record<string, EventSchema>>;
}

/** What events of one kind look like. */
export interface EventSchema {
  readonly source: string;
  /** The `detail-type`. */
  readonly type: string;
  /** JSON Schema (draft 4) of the `detail`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The schemas of events on a bus, for consumers to make types from. EventBridge discovers none on a bus with a
 * customer-managed key, so they are declared. It calls a schema by source and type, `upload-worker@DocumentStored`, and
 * keeps each change as a version.
 */
export class EventSchemas extends Construct {
  readonly registryName: string;

  constructor(scope: Construct, id: string, { site, purpose, events }: EventSchemasProps) {
    super(scope, id);
    const registry = new SchemasRegistry(this, "registry", {
      name: site.names.of("schema-registry", purpose),
      description: `Events of the bus ${purpose}.`,
    });
    for (const [name, { source, type, detail }] of Object.entries(events)) {
      new SchemasSchema(this, `schema-${name}`, {
        registryName: registry.name,
        name: `${source}@${type.replaceAll(" ", "")}`,
        type: "JSONSchemaDraft4",
        description: `${type}, from ${source}.`,
        content: JSON.stringify(envelope({ source, type, detail })),
      });
    }
    this.registryName = registry.name;
  }
}

/** A whole event, as its consumers get it (docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html). */
function envelope({ source, type, detail: { $schema, ...detail } }: EventSchema) {
  const text = { type: "string" };
  const properties = {
    version: text,
    id: text,
    "detail-type": { enum: [type] },
    source: { enum: [source] },
    account: text,
    time: { type: "string", format: "date-time" },
    region: text,
    resources: { type: "array", items: text },
    detail,
  };
  return {
    $schema,
    title: type,
    type: "object",
    required: Object.keys(properties),
    properties,
  };
}
