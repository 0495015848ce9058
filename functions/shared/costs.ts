import type { Model } from "./application";

/** Tokens of one or several requests. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What something costs: tokens in and out, and money in millionths of a US dollar. */
export interface Cost {
  readonly tokens: number;
  readonly microUsd: number;
}

/** What tokens of a model cost, in millionths of a US dollar, rounded up. Sums of whole numbers have no rounding errors. */
function microUsdOf({ inputTokens, outputTokens }: Usage, model: Model): number {
  return Math.ceil(inputTokens * model.inputUsdPerMillionTokens + outputTokens * model.outputUsdPerMillionTokens);
}

export function costOf(usage: Usage, model: Model): Cost {
  return { tokens: usage.inputTokens + usage.outputTokens, microUsd: microUsdOf(usage, model) };
}

/** More tokens than a text has in any model: about two characters each, where English has four. */
export function mostTokensIn(text: string): number {
  return Math.ceil(text.length / 2);
}
