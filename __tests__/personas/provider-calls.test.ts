import { describe, expect, test } from "vitest";
import { iamModelOf } from "../../policies/access/iam-model";
import { simulate, type Verdict } from "../../policies/access/simulate";
import { linkedPlatform } from "../support/platform";
import { providerCalls } from "./provider-calls/all";
import { type Kind, type ProviderCall, requestsOf } from "./provider-calls/requests";
import { madeOf } from "./provider-calls/type-calls";
import { sites } from "./sites";

const stacks = linkedPlatform();
const model = iamModelOf(stacks);
/** What Terraform does itself. */
const ownTypes = ["data.terraform_remote_state", "terraform_data"];

const resourcesOf = (environment: string) =>
  stacks
    .filter((stack) => stack.environment === environment)
    .flatMap((stack) => [...stack.resources.values(), ...stack.dataSources.values()])
    .filter(({ type }) => !ownTypes.includes(type));
const typesOf = (environment: string) => [...new Set(resourcesOf(environment).map(({ type }) => type))].sort();

/** Every call for the resources of a type, each once. A read is of one of them: what may be read does not go by names. */
async function callsOf(environment: string, type: string): Promise<ProviderCall[]> {
  const calls =
    providerCalls[type] ?? expect.fail(`Say in __tests__/personas/provider-calls what the provider calls for ${type}.`);
  const resources = resourcesOf(environment).filter((resource) => resource.type === type);
  const all = await Promise.all(resources.map((resource) => requestsOf(madeOf(resource), calls)));
  const keyOf = (call: ProviderCall) => (call.kind === "read" ? call.action : JSON.stringify(call));
  return [...new Map(all.flat().map((call) => [keyOf(call), call])).values()];
}

/** What a verdict should have been; undefined where it is right. */
function mistake(kind: Kind, sandbox: boolean, { allowed, decidedBy }: Verdict): string | undefined {
  if (kind === "administrator") return allowed ? `allowed by ${decidedBy}, and kept for an administrator` : undefined;
  if (kind !== "lose" || sandbox) return allowed ? undefined : decidedBy;
  return decidedBy === "boundary.DenyDeletionWithoutBreakGlass" ? undefined : `no break-glass: ${decidedBy}`;
}

/** What the pipeline delivers it has to be able to make: a missing right shows at the first deploy, in production last. */
describe.each(sites)("the pipeline of $environment", (site) => {
  const sessionOf = (phase: "plan" | "apply") => {
    const role = model.roles.get(`${site.name}-${phase}`) ?? expect.fail(`no role ${site.name}-${phase}`);
    return { role, region: site.region };
  };
  const [plan, apply] = [sessionOf("plan"), sessionOf("apply")];

  test.each(typesOf(site.environment))(
    "may make, read, change, tag and unmake %s, and what it may not is known",
    async (type) => {
      const asked = (await callsOf(site.environment, type)).flatMap((call) =>
        (call.kind === "read" ? [plan, apply] : [apply]).map((session) => ({ call, session })),
      );
      const mistakes = await Promise.all(
        asked.map(async ({ call: { kind, ...request }, session }) => {
          const found = mistake(kind, site.environment === "dev", await simulate(model, session, request));
          return found && `${session.role.name}: ${request.action} ${request.resource} ${request.region}: ${found}`;
        }),
      );
      expect(mistakes.filter(Boolean)).toEqual([]);
    },
  );
});

test("no type is listed that no stack has", () => {
  const used = new Set(sites.flatMap(({ environment }) => typesOf(environment)));
  expect(Object.keys(providerCalls).filter((type) => !used.has(type))).toEqual([]);
});
