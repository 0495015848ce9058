import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";

/** Settings that exist once per account. Exactly one state of an account may build this. */
export class AccountBaseline extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new S3AccountPublicAccessBlock(this, "public-access-block", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    // At least what the CIS AWS Foundations Benchmark asks: 14 characters, no reuse of the last 24.
    new IamAccountPasswordPolicy(this, "password-policy", {
      minimumPasswordLength: 16,
      passwordReusePrevention: 24,
      maxPasswordAge: 90,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
    });
  }
}
