import { formatPlace } from "../loader/errors";
import { errorAt, placeOf } from "../loader/merged-environment";
import { eachPair } from "../loader/pairs";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

/** S3 takes no key of another region, and the pipeline may use none of another account. */
const keyWithinReach: Rule = each((candidate) => {
  const { state, account } = candidate.settings;
  if (state?.backend !== "s3" || state.kmsKeyArn === undefined) return [];
  const [, , , region, owner] = state.kmsKeyArn.split(":");
  const error = (allowed: string, fix: string) => errorAt(candidate, ["state", "kmsKeyArn"], { allowed, fix });
  return [
    ...(state.region !== undefined && region !== state.region
      ? [error(`a key in ${state.region}, the region of the bucket`, "Name one, or change the region.")]
      : []),
    ...(account !== undefined && owner !== account
      ? [error(`a key in account ${account}, the account of the environment`, "Name one of that account.")]
      : []),
  ];
});

/** When the primary's region is lost, its buckets cannot be read. */
const statesOutOfReach: Rule = eachPair(({ follower, primary }) => {
  const { state } = follower.settings;
  const { region } = primary.settings;
  if (state?.backend !== "s3" || state.region === undefined || state.region !== region) return [];
  // That the follower is in the primary's region is a separate error.
  if (follower.settings.region === region) return [];
  const place = formatPlace(placeOf(primary, ["region"]));
  const allowed = `a region other than that of ${primary.name} (${place})`;
  return [errorAt(follower, ["state", "region"], { allowed, fix: "Keep the states in the recovery region." })];
});

/** A bucket is in one region. */
const bucketOfOneRegion: Rule = (candidates) =>
  candidates.flatMap((candidate, index) => {
    const { state } = candidate.settings;
    if (state?.backend !== "s3" || state.bucket === undefined || state.region === undefined) return [];
    return candidates.slice(0, index).flatMap((other) => {
      const theirs = other.settings.state;
      if (theirs?.backend !== "s3" || theirs.bucket !== state.bucket || theirs.region === undefined) return [];
      if (theirs.region === state.region) return [];
      const place = formatPlace(placeOf(other, ["state", "region"]));
      const allowed = `${theirs.region}, the region of this bucket in ${other.name} (${place})`;
      return [errorAt(candidate, ["state", "region"], { allowed, fix: "Set it to that, or name another bucket." })];
    });
  });

export const stateRules: readonly Rule[] = [keyWithinReach, statesOutOfReach, bucketOfOneRegion];
