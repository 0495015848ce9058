import { IAMClient } from "@aws-sdk/client-iam";
import { alone, type LinkedStack } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import type { Destination } from "../account/destination";
import type { Diagnostic, TerraformEvent } from "./events";
import { iamTags, isNamedBy, namedArns, type Tags } from "./existing-tags";
import { takeOver } from "./recovery";
import { matchesByTags, type TaggedResource, taggedResources } from "./tagged-resources";
import { taggedTypes } from "./tagged-types";

/** A resource that AWS refused to create because it exists, and whose it is as far as that can be told. */
export interface InTheWay {
  readonly address: string;
  /** What imports it. Undefined where that cannot be known before it is looked at. */
  readonly id: string | undefined;
  /** It is the platform's own. */
  readonly own: boolean;
  /** Why it is or is not, as in `it has the tags of dev-security`. */
  readonly reason: string;
}

/** What AWS answers to the creation of what exists; its words differ by service, and from version to version. */
const exists = /already exist|AlreadyExists|AlreadyOwnedByYou|ResourceExistsException|QueueNameExists/;

/** Addresses of the resources that an apply could not create because they exist, in their order: answers come in any. */
export function refusedCreations(events: readonly TerraformEvent[]): string[] {
  const failed = new Set(
    events.flatMap((event) => (event.kind === "failed" && event.action === "create" ? [event.address] : [])),
  );
  const refused = events.flatMap((event) => {
    return event.kind === "diagnostic" && saysItExists(event.diagnostic) ? (event.diagnostic.address ?? []) : [];
  });
  return [...new Set(refused)].filter((address) => failed.has(address)).sort();
}

function saysItExists({ severity, summary, detail = "" }: Diagnostic): boolean {
  return severity === "error" && exists.test(`${summary}\n${detail}`);
}

/** What is known of an account where a creation was refused. */
export interface Situation {
  readonly destination: Destination;
  /** Ids of what the state holds, by address. */
  readonly recorded: ReadonlyMap<string, string>;
  /** What an earlier apply, which was killed, was creating. */
  readonly underWay: readonly string[];
}

/**
 * Looks whose the resources are that were in the way of an apply. What the state holds is left out: there the apply got in
 * its own way, as when a name is taken by the resource that is replaced.
 */
export async function whatIsInTheWay(
  stack: Stack,
  addresses: readonly string[],
  situation: Situation,
): Promise<InTheWay[]> {
  const { destination, recorded, underWay } = situation;
  const linked = alone(stack);
  const unknown = addresses.filter((address) => !recorded.has(address) && linked.resources.has(address));
  if (unknown.length === 0) return [];
  const isIam = (address: string) => typeOf(address) in iamTags;
  const tagged = unknown.every(isIam) ? [] : await listed(stack, destination);
  const matches = Array.isArray(tagged) ? matchesByTags(stack, tagged, recorded) : [];
  const found = new Map(matches.map(({ address, ids: [id = ""] }) => [address, id]));
  const { imports } = takeOver(stack, { created: found, underWay: unknown }, recorded, destination.account);
  const ids = new Map(imports.map(({ to, id }) => [to, id]));
  return Promise.all(
    unknown.map(async (address): Promise<InTheWay> => {
      const id = ids.get(address);
      const byTags = found.has(address)
        ? { own: true, reason: hasTags(linked) }
        : await judge(address, id, linked, tagged, destination);
      if (byTags !== undefined) return { address, id, ...byTags };
      const own = id !== undefined && underWay.includes(address);
      const reason = own
        ? "an earlier apply, which was killed, was creating it"
        : `whose it is cannot be told: the tags of ${typeOf(address)} are not read`;
      return { address, id, own, reason };
    }),
  );
}

/** Whose a resource is by its tags; undefined where tags of the type are not read. */
async function judge(
  address: string,
  id: string | undefined,
  linked: LinkedStack,
  tagged: readonly TaggedResource[] | string,
  destination: Destination,
): Promise<Pick<InTheWay, "own" | "reason"> | undefined> {
  const type = typeOf(address);
  const reader = iamTags[type];
  if (reader && id !== undefined) {
    try {
      const iam = new IAMClient({ region: "us-east-1", ...destination.settings });
      const list = (await reader.read(iam, id)) ?? [];
      return byOwnTags(Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value])), linked);
    } catch (error) {
      const reason = isDenied(error) ? `grant ${reader.action}` : (error as Error).message;
      return { own: false, reason: `its tags cannot be read: ${reason}` };
    }
  }
  if (!(type in namedArns) && !(type in taggedTypes)) return undefined;
  if (typeof tagged === "string") return { own: false, reason: `its tags cannot be read: ${tagged}` };
  const region = linked.resources.get(address)?.region;
  const own = tagged.some((one) => id !== undefined && one.region === region && isNamedBy(one.arn, type, id));
  return { own, reason: own ? hasTags(linked) : `nothing of that name has the tags of ${linked.id}` };
}

function byOwnTags(tags: Tags, linked: LinkedStack): Pick<InTheWay, "own" | "reason"> {
  const differing = Object.entries(linked.tags).filter(([key, value]) => tags[key] !== value);
  if (differing.length === 0) return { own: true, reason: hasTags(linked) };
  const list = differing.map(([key, value]) => `${key}: expected ${value}, got ${tags[key] ?? "none"}`);
  return { own: false, reason: `its tags are not those of ${linked.id} (${list.join("; ")})` };
}

function hasTags({ id }: LinkedStack): string {
  return `it has the tags of ${id}`;
}

/** What has the tags of a stack, or why that cannot be listed. */
async function listed(stack: Stack, destination: Destination): Promise<readonly TaggedResource[] | string> {
  try {
    return await taggedResources(stack, destination);
  } catch (error) {
    return isDenied(error) ? "grant tag:GetResources" : (error as Error).message;
  }
}

function typeOf(address: string): string {
  return address.slice(0, address.indexOf("."));
}
