import type { Stack } from "../../synthesized/stack";
import type { InTheWay } from "./existing-resources";

/**
 * What to do about the resources that were in the way of an apply.
 * @param option of the command, as in ` --emulator`
 */
export function explainExisting(stack: Stack, resources: readonly InTheWay[], option: string): string {
  return resources.map((resource) => explain(stack, resource, option)).join("\n");
}

function explain(stack: Stack, { address, id, own, reason }: InTheWay, option: string): string {
  const found = `${stack.id}  ${address}: ${id ?? "the resource"} exists, and the state does not hold it; ${reason}.`;
  if (own && id !== undefined) {
    return (
      `${found}\n  Deploy again: \`npx strata deploy ${stack.id}${option}\` imports it. ` +
      `On another machine, add it to the environment file first:\n${adoption(stack, address, id)}`
    );
  }
  const import_ =
    id === undefined
      ? 'find its id (section "Import" of the type in the provider\'s documentation) and add it to the environment file'
      : "add it to the environment file";
  return (
    `${found}\n  Nothing imports it by itself. Ask its owner to rename or delete it, or change the name here. ` +
    `If the platform is to own it, ${import_}, and deploy again:\n${adoption(stack, address, id ?? "<id>")}`
  );
}

/** The lines of an environment file that become an `import` block. */
function adoption({ environment, layer }: Stack, address: string, id: string): string {
  return [
    `    # environments/${environment}.yaml`,
    "    adopted:",
    `      ${layer}:`,
    `        ${address}: ${JSON.stringify(id)}`,
  ].join("\n");
}
