import { Fn, TerraformLocal } from "cdktf";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataUpstream } from "./foundation";

interface SecretCopyFoundation {
  readonly site: { readonly region: string };
  readonly upstream: Pick<DataUpstream, "environment">;
  /** A secret of the primary. */
  readonly secretArn: string;
}

/**
 * ARN of the copy that Secrets Manager keeps of a secret of the primary in the region of the site, under the same name. A
 * value with a name, so that the policies that hold it stay literal JSON.
 */
export function secretCopy(
  stack: LayerStack<DataEnvironment>,
  id: string,
  { site, upstream, secretArn }: SecretCopyFoundation,
): string {
  const copy = Fn.replace(secretArn, `:${upstream.environment.region}:`, `:${site.region}:`);
  return new TerraformLocal(stack, id, copy).asString;
}
