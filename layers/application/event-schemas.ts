import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EventSchemas } from "../../modules/events/event-schemas";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { mainBus } from "./offers";

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

/** The schemas of what is sent to the bus; none where nothing is declared. Returns the name of their registry. */
export function buildEventSchemas(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): string | undefined {
  const { site, environment } = foundation;
  const declared = Object.entries(environment.application.events.schemas);
  if (declared.length === 0) return undefined;
  const events = declared.map(([name, { from, type, file }]) => {
    const detail = readEventSchema(file);
    if (typeof detail === "string") throw new Error(`${file}: ${detail}.`);
    return [name, { source: partsOf(from).name, type, detail }] as const;
  });
  return new EventSchemas(stack, "event-schemas", { site, purpose: mainBus, events: Object.fromEntries(events) })
    .registryName;
}
