import { Fn, TerraformResource } from "cdktf";
import { GeneratedSecret } from "../../modules/secrets/generated-secret";
import { RotationFunction } from "../../modules/secrets/rotation-function";
import type { ContractValues } from "../../platform/contract";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import { siteOf } from "../../platform/site";
import type { SecurityEnvironment } from "./config";
import type { Keys } from "./keys";
import type { securityOutputs } from "./outputs";

export interface SecretsProps {
  readonly names: Names;
  readonly keys: Keys;
  readonly permissionsBoundaryArn: string;
  /** What the primary's security layer publishes, where there is a primary: its secrets are copied by AWS. */
  readonly upstream: ContractValues<typeof securityOutputs> | undefined;
}

/**
 * The secrets of an environment and the function that rotates them. Returns the ARN of each by name; in a recovery
 * environment those of the copies that the primary's secrets keep there.
 */
export function buildSecrets(stack: LayerStack<SecurityEnvironment>, props: SecretsProps): Record<string, string> {
  const { region, primary, recovery, security } = stack.environment;
  const { keys, permissionsBoundaryArn, upstream } = props;
  if (primary && upstream) {
    const copies = Object.keys(primary.security.secrets.generated).map((name) => {
      const arn = Fn.lookup(upstream.secretArns, name);
      return [name, Fn.replace(arn, `:${primary.region}:`, `:${region}:`)];
    });
    return Object.fromEntries(copies);
  }
  const { generated, rotationDays } = security.secrets;
  if (Object.keys(generated).length === 0) return {};

  const site = siteOf(stack.environment, { permissionsBoundaryArn, logsKeyArn: keys.arns.logs });
  const replicas = recovery ? [{ region: recovery.region, kmsKeyArn: keys.recoverySecrets }] : [];
  const secretKeys = { kmsKeyArn: keys.arns.secrets, replicas };
  const rotation = new RotationFunction(stack, "rotation", {
    site,
    purpose: "rotate-secret",
    description: "Gives generated secrets a new value.",
    timeoutSeconds: 30,
    code: stack.asset("rotate-secret.zip", functionCode("rotate-secret")),
    keys: { ...secretKeys, queueKeyArn: keys.arns.streams },
  });
  return Object.fromEntries(
    Object.entries(generated).map(([name, { application, description }]) => {
      const secret = new GeneratedSecret(stack, `secret-${name}`, {
        site,
        purpose: name,
        description,
        tags: { application },
        keys: secretKeys,
        rotation: { function: rotation, days: rotationDays },
      });
      for (const resource of secret.node.children.filter(TerraformResource.isTerraformResource)) {
        // Their addresses began with the name before.
        resource.moveFromId(`${resource.terraformResourceType}.${name.replaceAll("-", "_")}`);
      }
      return [name, secret.arn];
    }),
  );
}
