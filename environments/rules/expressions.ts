import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

/** Terraform reads texts of its JSON as templates: what begins so would be evaluated, with whatever it refers to. */
const noExpressions: Rule = each((candidate) =>
  candidate.merged.leaves.flatMap(({ path, value }) =>
    [value].flat(Number.POSITIVE_INFINITY).some((text) => typeof text === "string" && /[$%]\{/.test(text))
      ? [
          errorAt(candidate, path, {
            allowed: "a text without ${ or %{",
            why: "Terraform would evaluate it",
            fix: "Remove it.",
          }),
        ]
      : [],
  ),
);

export const expressionRules: readonly Rule[] = [noExpressions];
