import { jsonSchemaOf } from "./loader/json-schema";
import { environmentSchema } from "./schema";

/** Name of the file in `environments/` that editors read. */
export const schemaFileName = "environment.schema.json";

/** The JSON Schema of an environment file, as the text of `environment.schema.json`. */
export function environmentJsonSchema(): string {
  return jsonSchemaOf(environmentSchema);
}
