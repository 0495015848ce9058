import type { SiteLocation } from "../../platform/site";
import { type ModelFacts, modelTable } from "./models";

/** Where requests are answered: in the region, in a region of its geography, or in any commercial region. */
export const reaches = ["region", "geography", "global"] as const;
export type ModelReach = (typeof reaches)[number];

/** A foundation model as an environment file names it. */
export interface ChosenModel {
  /** Id of the foundation model, as in "amazon.nova-pro-v1:0". */
  readonly id: string;
  readonly reach: ModelReach;
  /** What a file says of a model that the table does not have. */
  readonly facts?: FactsInFile;
}

/** A model in the words of a file: its regions are those that the reach leads to. */
export type FactsInFile = Omit<ModelFacts, "regions" | "profiles"> & {
  /** First part of the id of the profile; none where the model is called without one. */
  readonly profilePrefix?: string;
  /** Regions that answer. None for a profile that leads to all. */
  readonly destinations: readonly string[];
};

/** How requests get to a model from one region. */
export interface ModelRoute {
  /** Id to call it by: that of the profile, or of the model. */
  readonly id: string;
  /** Whether `id` is that of a cross-region profile. */
  readonly profile: boolean;
  /** Regions that answer; none where any may. */
  readonly destinations: readonly string[];
}

/** What is known of a model: by the table, or by the file. Nothing where neither knows it. */
export function factsOf({
  id,
  facts,
}: Pick<ChosenModel, "id" | "facts">): Omit<ModelFacts, "regions" | "profiles"> | undefined {
  return modelTable[id] ?? facts;
}

/** How requests get from a region to a model; nothing where it cannot be called from there in this way. */
export function routeOf({ id, reach, facts }: ChosenModel, region: string): ModelRoute | undefined {
  const known = modelTable[id];
  if (!known) return facts && routeInFile(id, facts);
  if (reach === "region") {
    return known.regions.includes(region) ? { id, profile: false, destinations: [region] } : undefined;
  }
  const profile = known.profiles.find(
    ({ prefix, from }) => (prefix === "global") === (reach === "global") && from.includes(region),
  );
  return profile && { id: `${profile.prefix}.${id}`, profile: true, destinations: profile.to };
}

function routeInFile(id: string, { profilePrefix, destinations }: FactsInFile): ModelRoute {
  if (profilePrefix === undefined) return { id, profile: false, destinations };
  return { id: `${profilePrefix}.${id}`, profile: true, destinations };
}

/** Reaches that a model of the table offers in a region, for errors. */
export function reachesIn(id: string, region: string): ModelReach[] {
  return reaches.filter((reach) => routeOf({ id, reach }, region) !== undefined);
}

/** ARN of a foundation model, which belongs to no account. */
function modelArn(id: string, region: string): string {
  return `arn:aws:bedrock:${region}::foundation-model/${id}`;
}

/**
 * ARNs of a model wherever a route leads. Where it leads to all regions, IAM is asked for the model in that of the caller
 * and in none (docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html).
 */
export function modelArnsOf(id: string, { destinations }: ModelRoute, region: string): string[] {
  const regions = destinations.length > 0 ? destinations : [region, ""];
  return regions.map((destination) => modelArn(id, destination));
}

/** ARN of what a route calls: the profile that AWS has put into the account, or the model. */
export function routeArn(
  { account, region }: Pick<SiteLocation, "account" | "region">,
  { id, profile }: ModelRoute,
): string {
  return profile ? `arn:aws:bedrock:${region}:${account}:inference-profile/${id}` : modelArn(id, region);
}
