import { policyVariable } from "../../../modules/identity/policy-document";
import { service } from "./service";

/** Secrets Manager. RDS makes the secrets of the databases it manages in the name of its caller. */
export const secretsmanager = service({
  prefix: "secretsmanager",
  resources: { ofDatabases: "secret:rds!*", ofPrimary: "secret:{primary}-*", secret: "secret:{name}-*" },
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
  data: ["BatchGetSecretValue", "GetSecretValue"],
  loses: ["DeleteSecret"],
});
