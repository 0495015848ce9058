import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/root";

type JsonSchema = Readonly<Record<string, unknown>>;

/** The one edition of JSON Schema that EventBridge takes. */
const draft = "http://json-schema.org/draft-04/schema#";

/**
 * Reads the schema of an event's detail.
 * @param file from the root of the repository
 * @returns what is wrong, where it is no JSON Schema that EventBridge takes
 */
export function readEventSchema(file: string): JsonSchema | string {
  const path = join(projectRoot(), file);
  if (!existsSync(path)) return "there is no such file";
  const parsed = parsedJson(readFileSync(path, "utf8"));
  if (parsed instanceof Error) return parsed.message;
  if (typeof parsed !== "object" || parsed === null || !("$schema" in parsed) || parsed.$schema !== draft) {
    return `its $schema is not ${draft}`;
  }
  return "type" in parsed && parsed.type === "object" ? { ...parsed } : "its type is not object";
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
