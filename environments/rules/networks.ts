import { overlapCidr } from "cidr-tools";
import { formatPlace } from "../loader/errors";
import { errorAt, placeOf } from "../loader/merged-environment";
import type { Rule } from "./rule";

/** Networks that overlap can never be peered, and a flow log no longer says whose address it shows. */
const rangesApart: Rule = (candidates) =>
  candidates.flatMap((candidate, index) => {
    const { network } = candidate.settings;
    return candidates.slice(0, index).flatMap((other) => {
      const taken = other.settings.network?.cidr;
      if (network?.cidr === undefined || taken === undefined || !overlapCidr(network.cidr, taken)) return [];
      const allowed = `a range that does not overlap ${taken} of ${other.name} (${formatPlace(placeOf(other, ["network", "cidr"]))})`;
      return [errorAt(candidate, ["network", "cidr"], { allowed, fix: "Give each environment a different range." })];
    });
  });

export const networkRules: readonly Rule[] = [rangesApart];
