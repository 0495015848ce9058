import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";

/**
 * A log group that Glue would make itself at the first run, without an end: it takes one of the right name that is there.
 * @param name as Glue puts it together from the security configuration and the role
 */
export function glueLogGroup(scope: Construct, id: string, name: string, logs: Site["logs"]): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, id, { name, retentionInDays: logs.retentionDays, kmsKeyId: logs.kmsKeyArn });
}

/**
 * What a role of Glue needs to write to these groups. Without AssociateKmsKey Glue stops logging where a security
 * configuration encrypts (docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html).
 */
export function writeLogs(groups: readonly CloudwatchLogGroup[]): PolicyStatement {
  return {
    sid: "WriteLogs",
    actions: ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    resources: groups.flatMap(({ arn }) => [arn, `${arn}:*`]),
  };
}

/** Reads security configurations, which have no ARN. */
export const readSecurityConfiguration: PolicyStatement = {
  sid: "ReadSecurityConfiguration",
  actions: "glue:GetSecurityConfiguration",
  resources: "*",
};
