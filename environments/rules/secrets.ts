import { isName } from "../../platform/names";
import { faultAt, writtenAt } from "../draft";
import { formatKey } from "../values";
import { each, type Rule } from "./rule";

/** Secrets Manager ends the ARN of a secret in a hyphen and six characters: one that ends so itself is mistaken for it. */
const namesUnlikeArns: Rule = each((candidate) => {
  const { organization, name: environment, account, region, security } = candidate.settings;
  if (!organization || !environment || !account || !region) return [];
  const isSecret = (name: string) => isName("secret", { organization, name: environment, account, region }, name);
  return Object.keys(security?.secrets?.generated ?? {}).flatMap((name) => {
    // What would be no name with another ending either is a fault of its own.
    if (isSecret(name) || !isSecret(`${name}-`)) return [];
    const path = ["security", "secrets", "generated", name];
    const allowed = "a name that ends in anything but a hyphen and six letters or digits: so end the ARNs of secrets";
    const place = writtenAt(candidate, path)?.keyPlace;
    return [faultAt(candidate, path, { place, seen: `the key ${formatKey(name)}`, allowed, fix: "Rename it." })];
  });
});

export const secretRules: readonly Rule[] = [namesUnlikeArns];
