import { errorAt } from "../../environments/loader/merged-environment";
import { primaryOf } from "../../environments/loader/pairs";
import type { Rule } from "../../environments/loader/rule";
import { longestPolicy } from "../../modules/identity/managed-policy";
import type { SecurityEnvironment } from "./config";
import { policySizes } from "./identity/sizes";

/**
 * IAM takes so many characters of a policy. What a file can do about it is to name less: models, and environments that
 * share the roles of people.
 */
const policiesThatIamTakes: Rule<SecurityEnvironment> = (candidates) =>
  candidates.flatMap((candidate) => {
    const { environment } = candidate;
    const primary = primaryOf(candidate, candidates)?.environment;
    if (!environment || (environment.recovers !== undefined && !primary)) return [];
    const { alsoIn } = environment.security.personas;
    return policySizes(primary ? { ...environment, primary } : environment)
      .filter(({ characters }) => characters > longestPolicy)
      .map(({ purpose, name, characters }) => {
        const ofModels = purpose === "models" || alsoIn.length === 0;
        const knob = ofModels ? ["ai", "bedrock", "models"] : ["security", "personas", "alsoIn"];
        return errorAt(candidate, knob, {
          seen: `${characters}`,
          allowed: `at most ${longestPolicy} characters in the policy ${name}`,
          fix: "Name fewer here.",
        });
      });
  });

export const policyRules: readonly Rule<SecurityEnvironment>[] = [policiesThatIamTakes];
