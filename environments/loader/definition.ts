import type { z } from "zod";
import type { EnvironmentFrame, Tier } from "../../platform/environment";
import type { Rule } from "./rule";

/** What an environment has to be. The loader knows the frame; sections of layers come in with this. */
export interface EnvironmentDefinition<E extends EnvironmentFrame> {
  readonly schema: z.ZodType<E>;
  /** What an environment takes by tier where no file says anything. */
  readonly tierDefaults: (tier: Tier) => unknown;
  /** What must hold beyond the schema, in the order in which a reader meets the values. */
  readonly rules: readonly Rule<E>[];
}
