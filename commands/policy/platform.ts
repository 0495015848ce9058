import { z } from "zod";
import { roleTrusts } from "../../platform/role-trust";
import type { Platform, PolicyStack, Resource } from "../../policies/types";
import { producersOf } from "../../synthesized/producer";
import { constructPath } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";

/** What the default provider of every stack says about its environment (platform/provider.ts, platform/tags.ts). */
const providerSchema = z.object({
  alias: z.string().optional(),
  region: z.string(),
  allowed_account_ids: z.tuple([z.string()]),
  default_tags: z.tuple([z.object({ tags: z.object({ tier: z.enum(["sandbox", "nonproduction", "production"]) }) })]),
});

/**
 * The stacks as rules see them. Everything comes out of the synthesized JSON.
 * @throws Error when a stack reads one that is not among them
 */
export function policyPlatform(stacks: readonly Stack[]): Platform {
  const found = new Map<string, PolicyStack>();
  const readers = stacks.map((stack) => {
    const producers = new Map<string, PolicyStack>();
    found.set(stack.id, policyStack(stack, producers));
    return { stack, producers };
  });
  for (const { stack, producers } of readers) {
    for (const [reader, { id }] of producersOf(stack, stacks)) {
      const producer = found.get(id);
      if (producer) producers.set(reader, producer);
    }
  }
  const sourcesOnTrust = new Map(
    Object.entries(roleTrusts).map(([service, { sendsSource }]) => [service, sendsSource]),
  );
  return { stacks: [...found.values()], sourcesOnTrust };
}

function policyStack(stack: Stack, producers: ReadonlyMap<string, PolicyStack>): PolicyStack {
  const { id, environment, layer, json } = stack;
  const providers = z
    .array(z.looseObject({ alias: z.string().optional(), region: z.string() }))
    .parse(json.provider.aws);
  const home = providerSchema.parse(providers.find(({ alias }) => alias === undefined));
  const resources = new Map<string, Resource>();
  const policied: PolicyStack = {
    id,
    environment,
    layer,
    tier: home.default_tags[0].tags.tier,
    account: home.allowed_account_ids[0],
    resources,
    outputs: new Map(Object.entries(json.output ?? {}).map(([name, { value }]) => [name, value])),
    producers,
  };
  for (const [type, byName] of Object.entries(json.resource ?? {})) {
    for (const [name, block] of Object.entries(byName)) {
      const address = `${type}.${name}`;
      const alias = typeof block.provider === "string" ? block.provider.split(".")[1] : undefined;
      const region = providers.find((provider) => provider.alias === alias)?.region ?? home.region;
      const path = constructPath(id, block) ?? address;
      resources.set(address, { address, type, name, path, region, block, stack: policied });
    }
  }
  return policied;
}
