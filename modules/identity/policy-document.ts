/** One value, or several. The JSON keeps the form. */
export type OneOrMore = string | readonly string[];

/** One statement of a policy, in the words of the IAM policy language. */
export interface PolicyStatement {
  /** What the statement is for; letters and digits only, unique in its document. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Who, in a resource policy. Left out in an identity policy. */
  readonly principal?: "*" | { readonly aws?: OneOrMore; readonly service?: OneOrMore; readonly federated?: OneOrMore };
  readonly actions?: OneOrMore;
  readonly notActions?: OneOrMore;
  /** ARNs. Left out in a trust policy. */
  readonly resources?: OneOrMore;
  readonly notResources?: OneOrMore;
  /** Operator, key, value, as in `{ StringEquals: { "aws:SourceAccount": "111122223333" } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/**
 * A variable that IAM fills in at the time of the request, as in `policyVariable("aws:PrincipalTag/application")`. The
 * second `$` keeps Terraform from reading it as a Terraform reference.
 */
export function policyVariable(key: string): string {
  return `$\${${key}}`;
}

function principalOf(principal: NonNullable<PolicyStatement["principal"]>) {
  if (principal === "*") return "*";
  const { aws, service, federated } = principal;
  return { AWS: aws, Service: service, Federated: federated };
}

/**
 * An IAM policy as literal JSON, which plans show and scanners and policy evaluators read; an
 * `aws_iam_policy_document` data source would be "known after apply" to all of them.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      Principal: statement.principal && principalOf(statement.principal),
      Action: statement.actions,
      NotAction: statement.notActions,
      Resource: statement.resources,
      NotResource: statement.notResources,
      Condition: statement.conditions,
    })),
  });
}
