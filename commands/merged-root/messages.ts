import type { TerraformDiagnostic } from "./diagnostics";
import type { MockedResource } from "./mock-apply";

/** A line of a Terraform command that reports in JSON, as far as it is read here. */
export interface TerraformMessage {
  readonly type?: string;
  readonly diagnostic?: TerraformDiagnostic;
  /** What a plan does to a resource, in a message of type `planned_change`. */
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  /** What a plan does to the outputs of the root, by name, in a message of type `outputs`. */
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
  /** Every resource as a test applied it, in a message of type `test_state`. */
  readonly test_state?: {
    readonly root_module?: { readonly child_modules?: readonly { readonly resources?: readonly MockedResource[] }[] };
  };
}

/** The messages in the output of a command that was run with `-json`. */
export function messagesOf(lines: string): TerraformMessage[] {
  return lines.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as TerraformMessage] : []));
}

/** The diagnostics among messages. */
export function diagnosticsOf(messages: readonly TerraformMessage[]): TerraformDiagnostic[] {
  return messages.flatMap(({ type, diagnostic }) => (type === "diagnostic" && diagnostic ? [diagnostic] : []));
}
