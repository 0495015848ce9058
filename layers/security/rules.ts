import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { SecurityEnvironment } from "./config";
import { policyRules } from "./policy-rules";
import { retentionRules } from "./retention-rules";
import { secretRules } from "./secrets-rules";

/** The only gate between a merged change and production is what GitHub asks of jobs in the environment. */
const reviewersOfProduction: Rule<SecurityEnvironment> = each((candidate) => {
  const { tier, security } = candidate.settings;
  const { github } = security?.delivery ?? {};
  if (tier !== "production" || github === undefined || github.environment !== undefined) return [];
  const path = ["security", "delivery", "github", "environment"];
  const allowed = "a GitHub environment with reviewers in tier production";
  return [errorAt(candidate, path, { allowed, fix: "Name one that has reviewers." })];
});

/** What an agent may do is its role alone: Jenkins decides which build it runs. */
const agentsApart: Rule<SecurityEnvironment> = each((candidate) => {
  const { jenkins } = candidate.settings.security?.delivery ?? {};
  if (jenkins?.kind !== "agents" || jenkins.planRoleArn === undefined) return [];
  if (jenkins.planRoleArn !== jenkins.applyRoleArn) return [];
  const path = ["security", "delivery", "jenkins", "applyRoleArn"];
  const allowed = "another role than planRoleArn";
  const why = "a build that only plans could apply";
  return [errorAt(candidate, path, { allowed, why, fix: "Give the agents that apply a separate role." })];
});

/** Roles that trust the provider of another account let in whom that account lets in. */
const peopleOfTheAccount: Rule<SecurityEnvironment> = each((candidate) => {
  const { account, security } = candidate.settings;
  const { identity } = security?.personas ?? {};
  const arn = identity && "providerArn" in identity ? identity.providerArn : undefined;
  if (account === undefined || arn === undefined || arn.split(":")[4] === account) return [];
  const path = ["security", "personas", "identity", "providerArn"];
  return [errorAt(candidate, path, { allowed: `a provider of account ${account}`, fix: "Name one of that account." })];
});

/** What must hold between values of the `security` section and the frame. */
export const securityRules: readonly Rule<SecurityEnvironment>[] = [
  reviewersOfProduction,
  agentsApart,
  peopleOfTheAccount,
  ...policyRules,
  ...secretRules,
  ...retentionRules,
];
