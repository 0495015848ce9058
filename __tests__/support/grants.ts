import { classifications } from "../../layers/security/keys";
import { keyPolicy } from "../../modules/encryption/key-policy";
import { type PolicyStatement, policyDocument } from "../../modules/identity/policy-document";
import { evaluate } from "../../policies/access/evaluate";
import { testLocation } from "./site";

const account = "111122223333";

/** A call of an AWS API by a role of the test account that has nothing but the granted statements. */
export interface GrantedCall {
  readonly action: string;
  /** ARN, or `*` for a call that knows no resource. */
  readonly resource: string;
  /** Condition keys of the call. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether IAM would allow a call to a role that has these statements and no others. Keys are those of `testKey`, with the
 * policy of their classification.
 */
export async function grants(statements: readonly PolicyStatement[], call: GrantedCall): Promise<boolean> {
  return allows(JSON.parse(policyDocument(statements)), call);
}

/** The same for a role that has this policy document. */
export async function allows(policy: unknown, { action, resource, context = {} }: GrantedCall): Promise<boolean> {
  const { allowed } = await evaluate(
    {
      request: {
        action,
        principal: `arn:aws:sts::${account}:assumed-role/strata-test-service/somebody`,
        resource: { resource, accountId: account },
        contextVariables: { "kms:CallerAccount": account },
      },
      identityPolicies: [{ name: "granted", policy }],
      resourcePolicy: keyPolicyOf(resource),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    context,
  );
  return allowed;
}

/** The policy that the platform gives to a key; nothing for what is no key. */
function keyPolicyOf(resource: string): unknown {
  const [, , service, region = "", , id = ""] = resource.split(":");
  const classification = Object.entries(classifications).find(([name]) => id === `key/${name}`);
  if (service !== "kms" || !classification) return undefined;
  return JSON.parse(keyPolicy({ site: { ...testLocation, region }, use: classification[1].use }));
}

/** The context of a call that KMS gets by way of a service, as in `through("s3")`. */
export function through(service: string, region = "us-east-1"): Readonly<Record<string, string>> {
  return { "kms:ViaService": `${service}.${region}.amazonaws.com` };
}
