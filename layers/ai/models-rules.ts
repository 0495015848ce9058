import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import type { AiEnvironment } from "./config";

/** In production somebody answers for every model, and has said how much harm it can do. */
const answeredFor: Rule<AiEnvironment> = each((candidate) => {
  const { tier, ai } = candidate.settings;
  if (tier !== "production") return [];
  return entriesOf(ai?.models).flatMap(([name, model]) =>
    (["owner", "riskTier"] as const)
      .filter((key) => model[key] === undefined)
      .map((key) =>
        errorAt(candidate, ["ai", "models", name, key], {
          allowed: `${key === "owner" ? "an owner" : "a risk tier"} of every model in tier production`,
          fix: "Add the line to the model.",
        }),
      ),
  );
});

export const modelsRules: readonly Rule<AiEnvironment>[] = [answeredFor];
