import type { Tier } from "./environment";

/** A limit for each tier that has one. */
export type PerTier<Limit> = Readonly<Partial<Record<Tier, Limit>>>;

/** What tiers ask of one value of an environment file. Plain data: `strata check` and `strata policy` read the same. */
export type Minimum = {
  /** Keys from the root of the file. */
  readonly path: readonly string[];
  /** What the tier needs: a noun phrase that reads after "expected". */
  readonly needs: string;
  /** Key of the frame that turns the minimum off when set. @default it always holds */
  readonly unless?: string;
  /** What to do about a value that falls short: a whole sentence. @default take the tier's default, or the limit */
  readonly fix?: string;
} & (
  | { readonly atLeast: PerTier<number> }
  | { readonly atMost: PerTier<number> }
  /** The values that are accepted, the weakest first. */
  | { readonly oneOf: PerTier<readonly (string | boolean)[]> }
);

/** The same limit for every tier above sandbox. */
export function aboveSandbox<Limit>(limit: Limit): PerTier<Limit> {
  return { nonproduction: limit, production: limit };
}
