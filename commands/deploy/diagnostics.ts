import { UserError } from "../../platform/errors";
import { constructPathAt } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";
import { withoutBox } from "../terraform/messages";
import type { Diagnostic } from "./events";
import { explainLock, parseLock } from "./lock";

/** The stack and the resource that a message is about, as in `dev-network  vpc/igw (aws_internet_gateway.vpc)`. */
function place(stack: Stack, address: string | undefined): string {
  if (address === undefined) return stack.id;
  const path = constructPathAt(stack, address);
  return `${stack.id}  ${path === undefined ? address : `${path} (${address})`}`;
}

function hint(stack: Stack, { summary }: Diagnostic, option: string): string {
  if (!/Unable to find remote state|Unsupported attribute/.test(summary) || stack.dependencies.length === 0) return "";
  return (
    `\nIt reads ${stack.dependencies.join(", ")}. Deploy what it reads first (\`npx strata deploy ${stack.dependencies.join(" ")}${option}\`), ` +
    `or look at the whole environment at once with \`npx strata preview ${stack.environment}${option}\`.`
  );
}

/** A Terraform run of a stack that failed. */
export class TerraformError extends UserError {
  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(message);
  }
}

/** The error that a failed Terraform run of a stack becomes: each message with the resource it is about. */
export function stackError(
  stack: Stack,
  diagnostics: readonly Diagnostic[],
  { stderr = "", option = "" }: { readonly stderr?: string; readonly option?: string },
): TerraformError {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const messages = errors.map((diagnostic) => {
    const lock = parseLock(diagnostic);
    if (lock) return `${stack.id}  ${explainLock(stack.id, lock, option)}`;
    const { summary, detail, address } = diagnostic;
    return `${place(stack, address)}: ${summary}${detail ? `\n${indent(detail)}` : ""}${hint(stack, diagnostic, option)}`;
  });
  if (messages.length === 0)
    messages.push(`${stack.id}: ${withoutBox(stderr) || "Terraform failed and said nothing."}`);
  return new TerraformError([...new Set(messages)].join("\n"), errors);
}

function indent(text: string): string {
  return text.trim().replace(/^(?=.)/gm, "  ");
}
