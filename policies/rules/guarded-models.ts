import type { Resource } from "../../synthesized/linked-stack";
import { boundariesOf, documentsOf } from "../documents";
import { findingsOf, pointingAt, targetsOf, valueAt } from "../platform";
import { allowsAction, covers, parseStatements, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** What Converse and InvokeModel ask for. */
const invocations = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

const guardrailKey = "bedrock:guardrailidentifier";

/** The roles that a policy is of. */
function rolesOf(platform: Platform, policy: Resource): Resource[] {
  const attachments =
    policy.type === "aws_iam_policy"
      ? pointingAt(platform, policy, "aws_iam_role_policy_attachment", "policy_arn")
      : [policy];
  return attachments.flatMap(({ stack, block }) => targetsOf(stack, block.role));
}

/** Whether Bedrock alone takes a role: to make vectors, or to apply the guardrail of an agent itself. */
function isBedrocks({ block }: Resource): boolean {
  const trust = parseStatements(block.assume_role_policy) ?? [];
  return trust.every(({ principals }) => principals.every(({ id }) => id === "bedrock.amazonaws.com"));
}

/** Whether another policy of the role refuses models altogether, or without a guardrail. */
function isRefused(
  documents: readonly { readonly roles: readonly Resource[]; readonly statements: readonly Statement[] }[],
  role: Resource,
): boolean {
  return documents
    .filter(({ roles }) => roles.includes(role))
    .flatMap(({ statements }) => statements)
    .some(
      ({ allows, actions, conditions }) =>
        !allows &&
        invocations.every((invocation) => actions.some((pattern) => covers(pattern, invocation))) &&
        conditions.every(({ operator, key }) => operator.startsWith("StringNot") && key === guardrailKey),
    );
}

/** Whether a statement asks for a guardrail, and for a version of it that has a number. */
function asksForGuardrail({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^(String|Arn)(Equals|Like)$/.test(operator) &&
      key === guardrailKey &&
      values.every((value) => /guardrail[^:]*:[^:]+$/.test(value) && !value.endsWith(":DRAFT")),
  );
}

function unguarded(platform: Platform): Finding[] {
  const boundaries = boundariesOf(platform);
  const documents = documentsOf(platform, "identity")
    .filter(({ resource }) => !boundaries.has(resource))
    .map(({ resource, statements = [] }) => ({ resource, statements, roles: rolesOf(platform, resource) }));
  return documents.flatMap(({ resource, statements, roles }) => {
    const open = statements.filter(
      (statement) =>
        invocations.some((invocation) => allowsAction(statement, invocation)) && !asksForGuardrail(statement),
    );
    if (open.length === 0 || roles.every((role) => isBedrocks(role) || isRefused(documents, role))) return [];
    return open.map(({ label }) => ({ resource, detail: `${label} invokes models without a version of a guardrail` }));
  });
}

/** What an agent lacks. */
function agentErrors({ block }: Resource): string[] {
  const version = valueAt(block, "guardrail_configuration.guardrail_version");
  return [
    ...(version === undefined || version === "DRAFT" ? ["talks without a version of a guardrail"] : []),
    ...(block.customer_encryption_key_arn === undefined ? ["keeps conversations under a key of AWS"] : []),
  ];
}

/** An agent can leave out any filter of Bedrock: every caller of the agent can read what it finds. */
function looksUp(association: Resource): string[] {
  const found = targetsOf(association.stack, association.block.knowledge_base_id);
  const others = found.filter(({ block }) => valueAt(block, "tags.audience") !== "everybody");
  return found.length > 0 && others.length === 0 ? [] : ["searches a knowledge base whose audience is not everybody"];
}

/** What a guardrail lacks. */
function guardrailErrors({ block }: Resource): string[] {
  return [
    ...(block.kms_key_arn === undefined ? ["is kept under a key of AWS"] : []),
    ...(valueAt(block, "content_policy_config.filters_config.type") === undefined ? ["filters no content"] : []),
  ];
}

export const guardedModels: Rule = {
  id: "STRATA043",
  title: "Models answer under a numbered version of a guardrail, and agents know only what everybody may",
  severity: "high",
  control: "Well-Architected GENSEC02-BP01, GENSEC05-BP01",
  cause:
    "Without a guardrail a model answers blocked topics. An agent that finds documents of people quotes them to others.",
  fix: "Build access with modules/bedrock/grants.ts, agents with modules/bedrock/agent.ts.",
  check: (platform) => [
    ...unguarded(platform),
    ...findingsOf(platform, "aws_bedrock_guardrail", guardrailErrors),
    ...findingsOf(platform, "aws_bedrockagent_agent", agentErrors),
    ...findingsOf(platform, "aws_bedrockagent_agent_knowledge_base_association", looksUp),
  ],
};
