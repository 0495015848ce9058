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
  const fault = (allowed: string, fix: string) => errorAt(candidate, ["state", "kmsKeyArn"], { allowed, fix });
  return [
    ...(state.region !== undefined && region !== state.region
      ? [fault(`a key of ${state.region}, the region of the bucket`, "Name one, or change the region.")]
      : []),
    ...(account !== undefined && owner !== account
      ? [fault(`a key of account ${account}: the pipeline may use no other`, "Name one of that account.")]
      : []),
  ];
});

/** On the day, the primary's region answers nobody, and what stands there cannot be read. */
const statesOutOfReach: Rule = eachPair(({ follower, primary }) => {
  const { state } = follower.settings;
  const { region } = primary.settings;
  if (state?.backend !== "s3" || state.region === undefined || state.region !== region) return [];
  // To stand there itself is the greater error.
  if (follower.settings.region === region) return [];
  const place = formatPlace(placeOf(primary, ["region"]));
  const allowed = `a region that is there when ${primary.name} is lost, which stands in ${region} (${place})`;
  return [errorAt(follower, ["state", "region"], { allowed, fix: "Keep the states in the recovery region." })];
});

/** A bucket stands in one region: what another file says of it is where it is not. */
const bucketOfOneRegion: Rule = (candidates) =>
  candidates.flatMap((candidate, index) => {
    const { state } = candidate.settings;
    if (state?.backend !== "s3" || state.bucket === undefined || state.region === undefined) return [];
    return candidates.slice(0, index).flatMap((other) => {
      const theirs = other.settings.state;
      if (theirs?.backend !== "s3" || theirs.bucket !== state.bucket || theirs.region === undefined) return [];
      if (theirs.region === state.region) return [];
      const place = formatPlace(placeOf(other, ["state", "region"]));
      const allowed = `the bucket is in ${theirs.region} for ${other.name} (${place})`;
      return [errorAt(candidate, ["state", "region"], { allowed, fix: "Set it to that, or name another bucket." })];
    });
  });

export const stateRules: readonly Rule[] = [keyWithinReach, statesOutOfReach, bucketOfOneRegion];
