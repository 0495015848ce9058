import { keyErrorAt } from "../../environments/loader/merged-environment";
import { eachNamed, type Rule } from "../../environments/loader/rule";
import { isName } from "../../platform/names";
import type { SecurityEnvironment } from "./config";

/** Secrets Manager ends the ARN of a secret in a hyphen and six characters: one that ends so itself is mistaken for it. */
const namesUnlikeArns: Rule<SecurityEnvironment> = eachNamed((candidate, named) => {
  const isSecret = (name: string) => isName("secret", named, name);
  return Object.keys(candidate.settings.security?.secrets?.generated ?? {}).flatMap((name) => {
    // What would be no name with another ending either is a separate error.
    if (isSecret(name) || !isSecret(`${name}-`)) return [];
    const path = ["security", "secrets", "generated", name];
    const text = {
      allowed: "a name without a hyphen and six letters or digits at its end",
      why: "ARNs of secrets end like this",
    };
    return [keyErrorAt(candidate, path, { ...text, fix: "Rename it." })];
  });
});

export const secretRules: readonly Rule<SecurityEnvironment>[] = [namesUnlikeArns];
