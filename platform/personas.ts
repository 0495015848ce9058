import type { EnvironmentFrame } from "./environment";
import type { Upstream } from "./foundation";
import { Names } from "./names";

/** An environment that says whether people sign in to it. */
type WithPeople = EnvironmentFrame & { readonly security: { readonly personas: { readonly identity?: unknown } } };

/**
 * ARN of the role of a persona, spelled out; undefined without an identity provider. A follower has those of its
 * primary, whose roles reach both.
 */
export function personaArn(
  { environment, upstream }: { readonly environment: WithPeople; readonly upstream?: Upstream<WithPeople> },
  persona: string,
): string | undefined {
  const people = upstream?.environment ?? environment;
  if (!people.security.personas.identity) return undefined;
  return `arn:aws:iam::${people.account}:role/personas/${new Names(people).of("iam-role", persona)}`;
}
