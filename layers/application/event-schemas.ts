import { EventSchemas } from "../../modules/events/event-schemas";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import type { ApplicationEnvironment } from "./config";
import { readEventSchema } from "./event-schema-files";
import type { ApplicationFoundation } from "./foundation";
import { mainBus } from "./offers";

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
