import { ShieldApplicationLayerAutomaticResponse } from "@cdktf/provider-aws/lib/shield-application-layer-automatic-response";
import { ShieldProtection } from "@cdktf/provider-aws/lib/shield-protection";
import { ShieldProtectionGroup } from "@cdktf/provider-aws/lib/shield-protection-group";
import { ShieldProtectionHealthCheckAssociation } from "@cdktf/provider-aws/lib/shield-protection-health-check-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

/** What Shield does to requests of an attack: it counts or refuses them. */
export type AttackResponse = "count" | "block";

/** Something that Shield Advanced watches. */
export interface Protected {
  readonly arn: string;
  /** Says whether it serves users: Shield notices sooner when it does not. @default none */
  readonly healthCheckId?: string;
  /** With a web ACL only. @default Shield puts no rules there */
  readonly response?: AttackResponse;
}

export interface ProtectionsProps {
  readonly site: Site;
  /** What the group of all of them is for; part of names. */
  readonly purpose: string;
  readonly protected: Readonly<Record<string, Protected>>;
  /** The subscription, where it is made here. @default the account has one */
  readonly after?: ITerraformDependable;
}

/**
 * Protections of Shield Advanced, and a group of them whose traffic Shield looks at together: that of the busiest counts,
 * as AWS advises for distributions and their origins.
 */
export class Protections extends Construct {
  /** What has to be there before anybody is called: AWS asks for health checks. */
  readonly healthChecks: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ProtectionsProps) {
    super(scope, id);
    const { site, purpose, after } = props;
    const healthChecks: ITerraformDependable[] = [];
    const protections = Object.entries(props.protected).map(([name, { arn, healthCheckId, response }]) => {
      const protection = new ShieldProtection(this, name, {
        name: site.names.of("shield-protection", `${purpose}-${name}`),
        resourceArn: arn,
        dependsOn: after && [after],
      });
      if (healthCheckId !== undefined) {
        const check = new ShieldProtectionHealthCheckAssociation(this, `${name}-health`, {
          shieldProtectionId: protection.id,
          healthCheckArn: `arn:aws:route53:::healthcheck/${healthCheckId}`,
        });
        healthChecks.push(check);
      }
      if (response !== undefined) {
        new ShieldApplicationLayerAutomaticResponse(this, `${name}-response`, {
          resourceArn: arn,
          action: response.toUpperCase(),
          dependsOn: [protection],
        });
      }
      return protection;
    });
    new ShieldProtectionGroup(this, "group", {
      protectionGroupId: site.names.of("shield-group", purpose),
      aggregation: "MAX",
      pattern: "ARBITRARY",
      members: Object.values(props.protected).map(({ arn }) => arn),
      dependsOn: protections,
    });
    this.healthChecks = healthChecks;
  }
}
