import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { Construct } from "constructs";
import { functionArn } from "../functions/function-arn";
import { LambdaFunction, type LambdaFunctionProps } from "../functions/lambda-function";
import type { PolicyStatement } from "../identity/policy-document";
import { rotateSecrets } from "./grants";
import type { SecretKeys } from "./secret-keys";

export interface RotationFunctionProps extends Pick<LambdaFunctionProps, "site" | "purpose" | "description" | "code"> {
  /** Longest run. 1 to 900. */
  readonly timeoutSeconds: number;
  /** Keys of the secrets, and of the queue that keeps the events that failed. */
  readonly keys: SecretKeys & { readonly queueKeyArn: string };
  /** What the function may do where a copy of the value is kept. @default nothing */
  readonly statements?: readonly PolicyStatement[];
  /** Where in the VPC it reaches that place from. @default outside of the VPC */
  readonly placement?: LambdaFunctionProps["settings"]["placement"];
}

/** A function that gives secrets their values, the first one included. It rotates what names it, and nothing else. */
export class RotationFunction extends LambdaFunction {
  /** What a secret that rotates must wait for. */
  readonly permission: LambdaPermission;

  constructor(
    scope: Construct,
    id: string,
    { keys, timeoutSeconds, placement, statements = [], ...props }: RotationFunctionProps,
  ) {
    const { names, account, region } = props.site;
    super(scope, id, {
      ...props,
      queueKeyArn: keys.queueKeyArn,
      settings: { timeoutSeconds, placement },
      role: { statements: [...rotateSecrets(props.site, functionArn(props.site, props.purpose), keys), ...statements] },
    });
    this.permission = new LambdaPermission(this, "permission", {
      statementId: "InvokedBySecretsManager",
      action: "lambda:InvokeFunction",
      functionName: this.functionName,
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: account,
      // A pattern: secrets wait for this permission, so it cannot refer to one, and Lambda compares with StringLike
      // (docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html).
      sourceArn: `arn:aws:secretsmanager:${region}:${account}:secret:${names.all("secret")}`,
    });
  }
}
