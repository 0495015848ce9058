import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, isAtLeast, isOn, tierOf, valueAt } from "../platform";
import type { Rule } from "../types";

/** Fewest characters of a password, and most days that a temporary one holds, as the standard asks for. */
const shortest = 8;
const longestTemporaryDays = 7;

const kinds = ["require_lowercase", "require_uppercase", "require_numbers", "require_symbols"];

function passwordErrors({ block }: Resource): string[] {
  const policy = valueAt(block, "password_policy");
  const length = Number(valueAt(policy, "minimum_length") ?? 0);
  const days = Number(valueAt(policy, "temporary_password_validity_days") ?? longestTemporaryDays);
  const missing = kinds.filter((kind) => !isOn(valueAt(policy, kind)));
  return [
    ...(length < shortest ? [`takes passwords of ${length} characters`] : []),
    ...(missing.length > 0 ? [`takes passwords without ${missing.join(", ")}`] : []),
    ...(days > longestTemporaryDays ? [`temporary passwords hold for ${days} days`] : []),
  ];
}

/** A second factor for all users above tier sandbox, and threat protection in production. */
function signInErrors({ block, stack }: Resource): string[] {
  const tier = tierOf(stack);
  const mfa = String(block.mfa_configuration ?? "OFF");
  const enough = isAtLeast(tier, "nonproduction") ? ["ON"] : ["ON", "OPTIONAL"];
  const watched = String(valueAt(block, "user_pool_add_ons.advanced_security_mode") ?? "OFF");
  const custom = valueAt(block, "user_pool_add_ons.advanced_security_additional_flows.custom_auth_mode");
  const flows = valueAt(block, "lambda_config.define_auth_challenge") !== undefined;
  return [
    ...(enough.includes(mfa) ? [] : [`mfa_configuration is ${mfa}`]),
    ...(tier === "production" && watched !== "ENFORCED" ? [`advanced_security_mode is ${watched}`] : []),
    ...(tier === "production" && flows && custom !== "ENFORCED" ? ["does not watch its custom sign-in"] : []),
  ];
}

export const userPools: Rule = {
  id: "STRATA041",
  title: "People sign in with a strong password and a second factor",
  severity: "high",
  control: "FSBP Cognito.1, Cognito.3, Cognito.4, Cognito.5",
  cause: "Attackers try passwords that leaked elsewhere within hours.",
  fix: "Build user pools with modules/api/user-pool.ts; set application.api.signIn in the environment file.",
  check: (platform) =>
    findingsOf(platform, "aws_cognito_user_pool", (pool) => [...passwordErrors(pool), ...signInErrors(pool)]),
};
