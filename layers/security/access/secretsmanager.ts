import { viaService } from "../../../modules/encryption/grants";
import { type PolicyStatement, policyVariable } from "../../../modules/identity/policy-document";
import { kms } from "./kms";
import { fill, type Reach, regionsOf } from "./reach";
import { actionsOf, arnsOf, service } from "./service";

/** Secrets Manager. RDS makes the secrets of the databases it manages in the name of its caller. */
export const secretsmanager = service({
  prefix: "secretsmanager",
  resources: {
    ofDatabases: "secret:rds!*",
    /** What CloudFront sends to load balancers on the internet. */
    ofEdge: "secret:{name}-edge-origin-key-*",
    ofPrimary: "secret:{primary}-*",
    secret: "secret:{name}-*",
  },
  read: ["DescribeSecret", "GetResourcePolicy", "ListSecrets"],
  change: { policy: "applications", on: ["ofDatabases", "ofPrimary", "secret"] },
  work: {
    develop: [
      {
        sid: "ReadSecretsOfOwnApplication",
        actions: ["DescribeSecret", "GetSecretValue"],
        on: ["secret"],
        conditions: {
          StringEquals: { "aws:ResourceTag/application": policyVariable("aws:PrincipalTag/application") },
        },
      },
    ],
  },
  data: ["*GetSecretValue"],
  loses: ["DeleteSecret"],
});

/** The one secret that Terraform reads: AWS takes headers of CloudFront and rules of load balancers as plain text. */
export function readOriginKey(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "ReadOriginKey",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds"],
      resources: arnsOf(reach, secretsmanager, "ofEdge"),
    },
    {
      sid: "DecryptOriginKey",
      actions: "kms:Decrypt",
      resources: arnsOf(reach, kms, "key"),
      conditions: {
        StringEquals: viaService(regionsOf(reach), "secretsmanager"),
        // docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html: what it encrypts is of one secret
        StringLike: { "kms:EncryptionContext:SecretARN": arnsOf(reach, secretsmanager, "ofEdge") },
      },
    },
  ];
}

/** Values of secrets but that one, whatever another policy says. One pattern for all environments: policies are short. */
export function neverSecrets(reach: Reach): PolicyStatement {
  return {
    sid: "DenySecrets",
    effect: "Deny",
    actions: actionsOf(secretsmanager, secretsmanager.data),
    notResources: fill("arn:aws:secretsmanager:*:{account}:secret:{organization}-*-edge-origin-key-*", reach),
  };
}
