import type { EnvironmentFrame } from "./environment";
import type { RecoveryStrategy } from "./recovery";
import type { Site, SiteLocation } from "./site";

/** The environment that is recovered here. Layers add the contracts that they read from it. */
export interface Upstream<E extends EnvironmentFrame = EnvironmentFrame> {
  /** Settings of the primary. */
  readonly environment: E;
  /** What runs here while the primary works. */
  readonly strategy: RecoveryStrategy;
}

/**
 * What every part of a layer builds on. A layer makes it once, adds the contracts that it reads, and hands it to each
 * part: `build<Part>(stack, foundation)`. `S` is less than a site where a part builds what the site needs.
 */
export interface Foundation<
  E extends EnvironmentFrame = EnvironmentFrame,
  U extends Upstream<E> = Upstream<E>,
  S extends SiteLocation = Site,
> {
  readonly site: S;
  /** Settings of the environment, complete and frozen. */
  readonly environment: E;
  /** @default the environment recovers no other */
  readonly upstream?: U;
}

/**
 * The environment that `environment` recovers, with the contracts that a layer reads from it; nothing where it recovers
 * no other.
 */
export function upstreamOf<E extends EnvironmentFrame, C extends object>(
  { primary }: { readonly primary?: E },
  read: (primary: E) => C,
): (Upstream<E> & C) | undefined {
  if (!primary?.recovery) return undefined;
  return { environment: primary, strategy: primary.recovery.strategy, ...read(primary) };
}
