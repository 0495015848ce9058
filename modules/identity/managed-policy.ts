import { UserError } from "../../platform/errors";
import { type PolicyStatement, policyDocument } from "./policy-document";

/** Longest managed policy, in characters without white space (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const longestPolicy = 6144;

/** Most managed policies of a role, before a quota increase (the same page). */
export const mostPoliciesOfRole = 10;

/**
 * The document of a managed policy.
 * @throws UserError when it is longer than IAM accepts
 */
export function managedPolicyDocument(name: string, statements: readonly PolicyStatement[]): string {
  const document = policyDocument(statements);
  if (document.length <= longestPolicy) return document;
  throw new UserError(
    `${name}: expected at most ${longestPolicy} characters, got ${document.length}. Let it name less, as with fewer ` +
      "ai.bedrock.models or security.personas.alsoIn, or split its statements.",
  );
}
