import { isDeepStrictEqual } from "node:util";
import { parseStatements, type Statement } from "../../policies/statements";
import type { Change } from "../preview/changes";
import { held } from "../preview/held";
import type { Danger, DangerKind } from "../review/dangers/danger";
import { widened } from "../review/dangers/policy-statements";
import { guards } from "../review/dangers/protections";
import { weakerLeaves } from "../review/dangers/weaker-leaves";

/** Attributes in which a security group or a network ACL shows who may connect. */
const openings = new Set(["ingress", "egress"]);

/** What has to be looked at first among what drifted: lost data and guards, weaker protection, wider access. */
export function driftDangers(changes: readonly Change[]): Danger[] {
  return changes.flatMap((change) => (change.action === "delete" ? lost(change) : weaker(change)));
}

function lost(change: Change): Danger[] {
  const type = change.place.address?.split(".")[0] ?? "";
  if (held[type] !== undefined) return [at(change, "data", `Is gone, with ${held[type]}`)];
  return guards[type] === undefined ? [] : [at(change, "protection", `Is gone: ${guards[type]}`)];
}

function weaker(change: Change): Danger[] {
  return change.attributes.flatMap(({ name, before, after }): Danger[] => {
    const [old, now] = [parseStatements(before), parseStatements(after)];
    if (old && now) return access(change, old, now);
    if (openings.has(name) && !isDeepStrictEqual(before, after)) {
      return [at(change, "network", `Has other rules in ${name} than the state records`)];
    }
    return weakerLeaves({ [name]: before }, { [name]: after }).map((text) => at(change, "protection", text));
  });
}

function access(change: Change, old: readonly Statement[], now: readonly Statement[]): Danger[] {
  const details = widened(old, now);
  return details.length === 0 ? [] : [at(change, "access", "Its policy allows more than the state records", details)];
}

function at({ place }: Change, kind: DangerKind, text: string, details: readonly string[] = []): Danger {
  const { environment, stack, address, path } = place;
  return {
    kind,
    environment,
    stack,
    ...(address !== undefined && { address }),
    ...(path !== undefined && { path }),
    text,
    details,
  };
}
