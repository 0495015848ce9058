import type { ServiceLinkedRoles } from "../../modules/account/service-linked-roles";
import { ConfigurationRecorder } from "../../modules/audit/configuration-recorder";
import { Trail } from "../../modules/audit/trail";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityFoundation } from "./foundation";
import type { Logs } from "./logs";

/** What the audit builds on. */
export interface AuditFoundation extends SecurityFoundation {
  readonly logs: Logs;
  /** @default another environment owns the account, and has them */
  readonly linked?: ServiceLinkedRoles;
}

/** What records who did what, and what everything looked like: CloudTrail, and AWS Config where the region is owned. */
export function buildAudit(
  stack: LayerStack<SecurityEnvironment>,
  foundation: AuditFoundation,
): { readonly trailLogGroupName: string } {
  const { site, environment, upstream, logs, linked } = foundation;
  const { account, region } = site;
  const { organization, name, owns } = environment;

  const trail = new Trail(stack, "trail", {
    site,
    archive: logs.archive,
    managementEvents: owns.account,
    dataEvents: {
      // A replica has the name of the table it copies.
      "AWS::DynamoDB::Table": [name, ...(upstream ? [upstream.environment.name] : [])].map(
        (of) => `arn:aws:dynamodb:${region}:${account}:table/${organization}-${of}-`,
      ),
      "AWS::S3::Object": ["lake", "artifacts", "code"].map((use) => `arn:aws:s3:::${organization}-${name}-${use}-`),
    },
  });
  if (logs.configuration) {
    new ConfigurationRecorder(stack, "config", {
      site,
      bucket: logs.configuration,
      waitFor: linked?.roles.config,
      globalResources: owns.account,
    });
  }
  return { trailLogGroupName: trail.logGroupName };
}
