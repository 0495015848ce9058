import { Fn, TerraformResource } from "cdktf";
import { GeneratedSecret } from "../../modules/secrets/generated-secret";
import { RotationFunction } from "../../modules/secrets/rotation-function";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityFoundation, SecurityUpstream } from "./foundation";

/**
 * The secrets of an environment and the function that rotates them. Returns the ARN of each by name; in a recovery
 * environment those of the copies that the primary's secrets keep there.
 */
export function buildSecrets(
  stack: LayerStack<SecurityEnvironment>,
  foundation: SecurityFoundation,
): Record<string, string> {
  const { site, environment, upstream, keys } = foundation;
  if (upstream) return copiesOf(upstream, site.region);
  const { recovery, security } = environment;
  const { generated, rotationDays } = security.secrets;
  if (Object.keys(generated).length === 0) return {};

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

/** The copies that Secrets Manager keeps of the primary's secrets: they differ from these in their region alone. */
function copiesOf({ environment, security }: SecurityUpstream, region: string): Record<string, string> {
  const names = Object.keys(environment.security.secrets.generated);
  return Object.fromEntries(
    names.map((name) => {
      const arn = Fn.lookup(security.secretArns, name);
      return [name, Fn.replace(arn, `:${environment.region}:`, `:${region}:`)];
    }),
  );
}
