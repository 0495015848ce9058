import { GlueRegistry } from "@cdktf/provider-aws/lib/glue-registry";
import { GlueSchema } from "@cdktf/provider-aws/lib/glue-schema";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface EventSchemaProps {
  readonly site: Site;
  /** What the registry is for, as in "events"; part of its name. */
  readonly purpose: string;
  readonly schemaName: string;
  readonly description: string;
  /** Text of the schema. */
  readonly definition: string;
  /** @default "JSON" */
  readonly format?: "AVRO" | "JSON";
  /**
   * What a new version has to keep: BACKWARD lets readers of the new version read what is stored, FORWARD lets readers
   * of the last version read what comes, FULL is both; with _ALL it holds for every version, not only the last.
   * @default "BACKWARD_ALL"
   */
  readonly compatibility?: "BACKWARD" | "BACKWARD_ALL" | "FORWARD" | "FORWARD_ALL" | "FULL" | "FULL_ALL";
}

/** A schema registry with the schema that producers and readers of events agree on. */
export class EventSchema extends Construct {
  readonly schemaArn: string;

  constructor(scope: Construct, id: string, props: EventSchemaProps) {
    super(scope, id);
    const registry = new GlueRegistry(this, "registry", {
      registryName: props.site.names.of("glue-schema", props.purpose),
      description: props.description,
    });
    const schema = new GlueSchema(this, "schema", {
      registryArn: registry.arn,
      schemaName: props.schemaName,
      description: props.description,
      dataFormat: props.format ?? "JSON",
      compatibility: props.compatibility ?? "BACKWARD_ALL",
      schemaDefinition: props.definition,
    });
    this.schemaArn = schema.arn;
  }
}
