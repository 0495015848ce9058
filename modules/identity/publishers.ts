import type { OneOrMore, PolicyStatement } from "./policy-document";

/** Who puts something into a queue, a topic or a bus. */
export interface Publishers {
  /** Services that publish on behalf of the account, as in "events.rds.amazonaws.com". @default none */
  readonly services?: readonly string[];
  /** ARNs of EventBridge rules, or of buses with what they could not deliver. @default none */
  readonly ruleArns?: readonly string[];
  /** ARNs of topics that have the queue as a subscriber, or that keep there what they could not deliver. @default none */
  readonly topicArns?: readonly string[];
  /** ARNs of roles, spelled out: their own policies allow it as well. @default none */
  readonly roleArns?: readonly string[];
}

/**
 * Statements of a resource policy that names all who publish: services, EventBridge for the rules, SNS for the topics, and
 * the roles. Everybody else in the account is refused, whatever their own policies say; so is everybody without TLS.
 * @param actions what publishing is, as in `sqs:SendMessage`
 */
export function publishedBy(
  { services = [], ruleArns = [], topicArns = [], roleArns = [] }: Publishers,
  { actions, arn, account }: { readonly actions: OneOrMore; readonly arn: string; readonly account: string },
): PolicyStatement[] {
  const published = { actions, resources: arn };
  const refused = { effect: "Deny", principal: "*", ...published } as const;
  const byServices: PolicyStatement = {
    sid: "PublishedByServices",
    principal: { service: services },
    ...published,
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  };
  const inTheNameOf = (sid: string, service: string, sourceArns: readonly string[]): PolicyStatement => ({
    sid,
    principal: { service },
    ...published,
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnEquals: { "aws:SourceArn": sourceArns },
    },
  });
  return [
    ...(services.length > 0 ? [byServices] : []),
    ...(ruleArns.length > 0 ? [inTheNameOf("PublishedByRules", "events.amazonaws.com", ruleArns)] : []),
    ...(topicArns.length > 0 ? [inTheNameOf("PublishedByTopics", "sns.amazonaws.com", topicArns)] : []),
    {
      sid: "RefuseOthers",
      ...refused,
      conditions: {
        // Services have no role; those that are not named above are refused for want of a statement.
        Bool: { "aws:PrincipalIsAWSService": "false" },
        ...(roleArns.length > 0 && { ArnNotEquals: { "aws:PrincipalArn": roleArns } }),
      },
    },
    { sid: "RefusePlainHttp", ...refused, conditions: { Bool: { "aws:SecureTransport": "false" } } },
  ];
}
