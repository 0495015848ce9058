import { constructPathAt } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";

/** A block of a synthesized stack: the place that a message of a merged root is about. */
export interface StackLocation {
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  /** Address within the stack, as in `aws_nat_gateway.vpc_routing_nat_a`; absent for the stack as a whole. */
  readonly address?: string;
  /** Construct path below the stack, as in `vpc/routing/nat-a`. */
  readonly path?: string;
}

/** An address of a merged root: `module.<stack>.<address>`, with or without an instance key. */
const moduleAddress = /^module\.([\w-]+)(?:\.(.+))?$/;

/** The location of an address of the merged root, or undefined for one of the root itself. */
export function locationOfAddress(stacks: readonly Stack[], address: string): StackLocation | undefined {
  const [, id, local] = moduleAddress.exec(address) ?? [];
  const stack = stacks.find((candidate) => candidate.id === id);
  return stack && locationIn(stack, local);
}

/** The place of an address within a stack. */
export function locationIn(stack: Stack, address: string | undefined): StackLocation {
  const { id, environment, layer } = stack;
  const path = address === undefined ? undefined : constructPathAt(stack, address);
  return { stack: id, environment, layer, ...(address !== undefined && { address }), ...(path && { path }) };
}

/** How a place reads in a message: `dev-network  vpc/routing/nat-a (aws_nat_gateway.vpc_routing_nat_a)`. */
export function describeLocation({ stack, address, path }: StackLocation): string {
  if (address === undefined) return stack;
  return path === undefined ? `${stack}  ${address}` : `${stack}  ${path} (${address})`;
}

/** The stack's block that a path of Terraform JSON leads to, as in `resource.aws_vpc.vpc` or `output.vpc_id`. */
export function addressOfContext(context: string): string {
  return context.replace(/^resource\./, "");
}
