import type { Kinds } from "../../modules/identity/access";
import { readSecret } from "../../modules/secrets/grants";
import type { ContractValues } from "../../platform/contract";
import { entryOf } from "../../platform/published-contract";
import type { SiteLocation } from "../../platform/site";
import type { securityOutputs } from "./outputs";

/** What a layer knows whose services and functions use what the security layer offers. */
interface SecurityUsers {
  readonly site: SiteLocation;
  readonly security: ContractValues<typeof securityOutputs>;
}

/** What using the offers of the `security` section comes to. */
export function securityUses({ site, security }: SecurityUsers): Kinds {
  return {
    secrets: ({ name, what }) => ({
      statements: readSecret(what, {
        arn: entryOf(security.secretArns, name),
        kmsKeyArn: security.secretsKeyArn,
        region: site.region,
      }),
      variables: { ARN: entryOf(security.secretArns, name) },
      places: ["secretsmanager"],
    }),
  };
}
