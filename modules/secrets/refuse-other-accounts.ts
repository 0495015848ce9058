import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

/**
 * The policy of a secret that no other account can read, whatever a role of this account trusts.
 * @param id construct id, as in "policy"
 * @param secretArn ARN of the secret
 */
export function refuseOtherAccounts(
  scope: Construct,
  id: string,
  { site, secretArn }: { readonly site: Site; readonly secretArn: string },
): SecretsmanagerSecretPolicy {
  return new SecretsmanagerSecretPolicy(scope, id, {
    secretArn,
    blockPublicPolicy: true,
    policy: policyDocument([
      {
        sid: "RefuseOtherAccounts",
        effect: "Deny",
        principal: "*",
        actions: "secretsmanager:*",
        resources: "*",
        conditions: { StringNotEquals: { "aws:PrincipalAccount": site.account } },
      },
    ]),
  });
}
