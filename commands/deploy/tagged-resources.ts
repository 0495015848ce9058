import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { alone, type Resource } from "../../synthesized/linked-stack";
import { isExpression } from "../../synthesized/reference";
import type { Stack } from "../../synthesized/stack";
import type { Destination } from "../account/destination";
import { taggedTypes } from "./tagged-types";

/** A resource in AWS, with its tags. */
export interface TaggedResource {
  readonly arn: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource of the stack that no state knows, and what in AWS has its type and its tags. */
export interface TagMatch {
  readonly address: string;
  /** What imports each of them. One, unless earlier runs were killed too. */
  readonly ids: readonly string[];
  /** Command that deletes each of them. */
  readonly removals: readonly string[];
}

/** Global services list their resources in us-east-1. */
const globalRegion = "us-east-1";

/**
 * Everything that has the tags of a stack, in every region that the stack builds in.
 * @throws Error of AWS, also where the caller lacks `tag:GetResources`
 */
export async function taggedResources(stack: Stack, { settings }: Destination): Promise<TaggedResource[]> {
  const { resources, tags } = alone(stack);
  const regions = new Set([globalRegion, ...[...resources.values()].map(({ region }) => region)]);
  const filters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [String(value)] }));
  const found = await Promise.all([...regions].map((region) => listed(region)));
  return found.flat();

  async function listed(region: string): Promise<TaggedResource[]> {
    const client = new ResourceGroupsTaggingAPIClient({ region, ...settings });
    const all: TaggedResource[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await client.send(new GetResourcesCommand({ TagFilters: filters, PaginationToken }));
      for (const { ResourceARN = "", Tags = [] } of page.ResourceTagMappingList ?? []) {
        all.push({ arn: ResourceARN, region, tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) });
      }
      PaginationToken = page.PaginationToken || undefined;
    } while (PaginationToken !== undefined);
    return all;
  }
}

/**
 * Which of the found resources are those of the stack that no state knows.
 * @param known ids of what the state holds or an import takes over, by address
 */
export function matchesByTags(
  stack: Stack,
  found: readonly TaggedResource[],
  known: ReadonlyMap<string, string>,
): TagMatch[] {
  const { resources } = alone(stack);
  const taken = new Set(known.values());
  return [...resources.values()].flatMap((resource) => {
    const type = taggedTypes[resource.type];
    if (!type || known.has(resource.address)) return [];
    const mine = found.filter((one) => isOf(resource, one) && !taken.has(idOf(one.arn)) && !taken.has(one.arn));
    if (mine.length === 0) return [];
    const ids = mine.map(({ arn }) => (type.importedBy === "arn" ? arn : idOf(arn)));
    const removals = mine.map(({ arn, region }) => {
      return `aws ${type.remove.replace("{id}", idOf(arn)).replace("{arn}", arn)} --region ${region}`;
    });
    return [{ address: resource.address, ids, removals }];
  });
}

function isOf({ type, block, region, stack }: Resource, { arn, tags, ...place }: TaggedResource): boolean {
  const kind = taggedTypes[type]?.arn ?? "";
  const [, , service = "", home = "", , ...rest] = arn.split(":");
  if (!`${service}:${rest.join(":")}`.startsWith(kind)) return false;
  if (home !== "" && place.region !== region) return false;
  const own = Object.entries((block.tags ?? {}) as Record<string, unknown>).filter(([, value]) => !isExpression(value));
  return [...Object.entries(stack.tags), ...own].every(([key, value]) => tags[key] === value);
}

function idOf(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1);
}
