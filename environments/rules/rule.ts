import type { Environment } from "../../layers/layers";
import type { Rule as RuleOf } from "../loader/rule";

/** A rule that compares environments, or sections of several layers. What one layer knows alone is in its `rules.ts`. */
export type Rule = RuleOf<Environment>;
