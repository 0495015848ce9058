import { documentsOf } from "../documents";
import { resourcesOf } from "../platform";
import type { Rule } from "../types";

/** Without this one, the rules over policies would pass whatever they cannot read. */
export const literalPolicies: Rule = {
  id: "STRATA001",
  title: "Policies are literal JSON",
  severity: "high",
  control: "Well-Architected SEC03-BP07",
  cause:
    "A policy from a data source or an expression is unknown until the apply: plans hide it, and scanners pass it unread.",
  fix: "Build the policy with policyDocument() of modules/identity/policy-document.ts.",
  check: (platform) => [
    ...documentsOf(platform, "identity", "resource", "trust")
      .filter(({ statements }) => statements === undefined)
      .map(({ resource, use }) => ({ resource, detail: `its ${use} policy is no literal JSON` })),
    ...resourcesOf(platform)
      .filter(({ block }) => JSON.stringify(block).includes("data.aws_iam_policy_document."))
      .map((resource) => ({ resource, detail: "takes a policy from data.aws_iam_policy_document" })),
  ],
};
