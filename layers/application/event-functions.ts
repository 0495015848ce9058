import { eventsTag } from "../../modules/functions/function-tags";
import type { ApplicationEnvironment } from "./config";
import { readOpenApi } from "./openapi";

/**
 * Tags of a function that events alone start. Its events say nothing of a caller, so that a person may bring back one that
 * failed. An invoked function trusts the user that its caller names: no person may invoke it.
 */
export function eventTags(environment: ApplicationEnvironment, name: string): Record<string, string> | undefined {
  return startedByEvents(environment, name) && !isCalled(environment, name) ? eventsTag : undefined;
}

function startedByEvents({ application: { functions, events } }: ApplicationEnvironment, name: string): boolean {
  const reference = `functions.${name}`;
  return (
    functions[name]?.from !== undefined ||
    Object.values(events.rules).some(({ to }) => to === reference) ||
    Object.values(events.topics).some(({ subscribers }) => subscribers.includes(reference))
  );
}

/** Whether an API, an agent, a service or a function calls it. */
function isCalled({ application, ai }: ApplicationEnvironment, name: string): boolean {
  const { api, functions, services } = application;
  const reference = `functions.${name}`;
  const partner = api.partner && readOpenApi(api.partner.openapi);
  const operations = typeof partner === "object" ? partner.operations : [];
  const users = [...Object.values(functions), ...Object.values(services), ...Object.values(ai.applications)];
  return (
    Object.values(api.http.routes).some(({ to }) => to === reference) ||
    operations.some((operation) => operation.function === name) ||
    Object.values(ai.bedrock.agents).some(({ actions }) => actions.to === reference) ||
    users.some(({ uses }) => reference in uses)
  );
}
