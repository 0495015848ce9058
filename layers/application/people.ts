import type { ClusterPersona } from "../../modules/kubernetes/groups";
import { Names } from "../../platform/names";
import type { ApplicationFoundation } from "./foundation";

/**
 * ARN of the role of a persona, spelled out; undefined where nobody signs in. A follower has those of its primary, whose
 * roles reach both.
 */
export function personaArn(
  { environment, upstream }: ApplicationFoundation,
  persona: ClusterPersona,
): string | undefined {
  const people = upstream?.environment ?? environment;
  if (!people.security.personas.identity) return undefined;
  return `arn:aws:iam::${people.account}:role/personas/${new Names(people).of("iam-role", persona)}`;
}
