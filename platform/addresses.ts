import type { TerraformElement } from "cdktf";
import { UserError } from "./errors";

/** The Terraform type of an element that has one (resources and data sources), as in `aws_kms_key`. */
function terraformType(element: TerraformElement): string | undefined {
  const { terraformResourceType } = element as { terraformResourceType?: string };
  return terraformResourceType;
}

/**
 * Terraform addresses without hashes: the construct path below the stack, joined with `_`. Last parts that only
 * repeat the resource type are left out, so `lake/key` is `aws_kms_key.lake`.
 *
 * An address is a promise: when it changes, Terraform destroys the resource and creates another. See CONTRIBUTING.md.
 */
export class Addresses {
  private readonly owners = new Map<string, string>();

  /** The logical id of an element whose path below its stack is `path`. @throws UserError when it is already taken. */
  allocate(element: TerraformElement, path: readonly string[]): string {
    const type = terraformType(element);
    const parts = path.map((part) => part.replace(/[^A-Za-z0-9_]+/g, "_"));
    while (type !== undefined && parts.length > 1 && type.endsWith(`_${parts.at(-1)}`)) parts.pop();
    const id = parts.join("_");

    const address = `${type ?? element.constructor.name}.${id}`;
    const owner = this.owners.get(address);
    if (owner !== undefined && owner !== element.node.path) {
      throw new UserError(
        `Two constructs have the address ${address}: ${owner} and ${element.node.path}. Rename the id of one.`,
      );
    }
    this.owners.set(address, element.node.path);
    return id;
  }
}
