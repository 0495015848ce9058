import type { Stack } from "../../synthesized/stack";
import { addressOfContext, describeLocation, locationIn, locationOfAddress, type StackLocation } from "./locate";

/** A diagnostic in Terraform's JSON output, as far as it matters here. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
  readonly snippet?: { readonly context?: string | null; readonly code?: string };
}

/** A message of Terraform about the merged root, in terms of the stack it is about. */
export interface Finding {
  readonly severity: "error" | "warning";
  /** Where it is; absent for what concerns the root as a whole. */
  readonly place?: StackLocation;
  /** The argument it is about, as in `subnet_id`, when Terraform says so. */
  readonly argument?: string;
  readonly summary: string;
  readonly detail: string;
}

/** Translates diagnostics of a merged root; warnings that several stacks share come once. */
export function findings(diagnostics: readonly TerraformDiagnostic[], stacks: readonly Stack[]): Finding[] {
  const order = new Map(stacks.map(({ id }, index) => [id, index]));
  const rank = ({ place }: Finding) => (place ? (order.get(place.stack) ?? 0) : -1);
  // Terraform prints them in no fixed order.
  const all = diagnostics
    .map((diagnostic) => finding(diagnostic, stacks))
    .sort((one, other) => rank(one) - rank(other) || (describeFinding(one) < describeFinding(other) ? -1 : 1));
  const seen = new Set<string>();
  return all.filter((one) => {
    const key =
      one.severity === "warning"
        ? `${one.summary}\n${one.detail}`
        : JSON.stringify([one.place, one.argument, one.detail]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function finding(diagnostic: TerraformDiagnostic, stacks: readonly Stack[]): Finding {
  const { severity, summary, detail = "" } = diagnostic;
  const place = locationOf(diagnostic, stacks);
  const argument = argumentOf(diagnostic);
  return { severity, ...(place && { place }), ...(argument && { argument }), summary, detail: detail.trim() };
}

function locationOf(
  { address, range, snippet }: TerraformDiagnostic,
  stacks: readonly Stack[],
): StackLocation | undefined {
  const byAddress = address ? locationOfAddress(stacks, address) : undefined;
  if (byAddress?.address) return byAddress;

  const [, folder] = /^modules\/([\w-]+)\//.exec(range?.filename ?? "") ?? [];
  const stack = stacks.find(({ id }) => id === folder);
  const context = snippet?.context ?? "";
  if (stack) return locationIn(stack, context === "" ? undefined : addressOfContext(context));
  // A message about the call of a module in the root: "module.dev-network".
  return byAddress ?? locationOfAddress(stacks, context);
}

/** The property that the quoted code begins with, unless that is the block itself. */
function argumentOf({ snippet }: TerraformDiagnostic): string | undefined {
  const [, name] = /^\s*"([\w-]+)":/.exec(snippet?.code ?? "") ?? [];
  const blockName = snippet?.context?.split(".").at(-1);
  return name === blockName ? undefined : name;
}

/** A finding as a line or more of text: where, then what. */
export function describeFinding({ place, argument, summary, detail }: Finding): string {
  const where = place && `${describeLocation(place)}${argument ? ` ${argument}` : ""}: `;
  const text = detail === "" || detail === summary ? summary : `${summary.replace(/[.:]$/, "")}. ${detail}`;
  return `${where ?? ""}${text.replace(/\n+/g, "\n  ")}`;
}
