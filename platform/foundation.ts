import type { EnvironmentFrame } from "./environment";
import type { RecoveryStrategy } from "./recovery";
import type { Site } from "./site";

/** The environment that is recovered here. Layers add the contracts that they read from it. */
export interface Upstream<E extends EnvironmentFrame = EnvironmentFrame> {
  /** Settings of the primary. */
  readonly environment: E;
  /** What runs here while the primary works. */
  readonly strategy: RecoveryStrategy;
}

/**
 * What every part of a layer builds on. A layer makes it once, adds the contracts that it reads, and hands it to each
 * part: `build<Part>(stack, foundation)`.
 */
export interface Foundation<E extends EnvironmentFrame = EnvironmentFrame, U extends Upstream<E> = Upstream<E>> {
  readonly site: Site;
  /** Settings of the environment, complete and frozen. */
  readonly environment: E;
  /** @default the environment recovers no other */
  readonly upstream?: U;
}
