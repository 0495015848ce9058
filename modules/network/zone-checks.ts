import { DataAwsAvailabilityZone } from "@cdktf/provider-aws/lib/data-aws-availability-zone";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { zoneLetter } from "../../platform/zones";

export interface ZoneChecksProps {
  readonly site: Site;
  /** Names of the availability zones, as in "us-east-1a". */
  readonly zones: readonly string[];
  /** Ids of zones that may not be among them, each with the start of a sentence on why: "RDS Proxy does". */
  readonly unfit: Readonly<Record<string, string>>;
}

/**
 * Looks up the zones in the account, so that a plan fails before it creates anything in one that the account does not have,
 * or in which a service does not exist. AWS would leave such a zone out without an error, and every later plan would
 * replace the resource (hashicorp/terraform-provider-aws 23446).
 */
export class ZoneChecks extends Construct {
  constructor(scope: Construct, id: string, { site, zones, unfit }: ZoneChecksProps) {
    super(scope, id);
    const postcondition = Object.entries(unfit).map(([zoneId, missing]) => ({
      condition: `\${self.zone_id != "${zoneId}"}`,
      errorMessage:
        `expected zones that have all services of the platform, got \${self.name}, which is ${zoneId} in account ${site.account}: ` +
        `${missing} not exist there. Name another zone in \`zones\` of the environment file.`,
    }));
    for (const zone of zones) {
      new DataAwsAvailabilityZone(this, zoneLetter(zone), {
        name: zone,
        lifecycle: postcondition.length > 0 ? { postcondition } : undefined,
      });
    }
  }
}
