/** A message of Terraform, as in the output of `-json`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** Resource it is about, where it is about one. */
  readonly address?: string;
}

/** What is planned for a resource. */
export type Action = "create" | "update" | "replace" | "delete" | "read" | "import" | "move" | "remove" | "noop";

export interface PlannedChange {
  readonly address: string;
  readonly action: Action;
  /** The resource exists and is taken over into the state, whatever else the action does to it. */
  readonly imported?: boolean;
}

/** A line of `terraform plan -json` or `apply -json`, reduced to what the commands look at. */
export type TerraformEvent =
  | { readonly kind: "planned"; readonly change: PlannedChange }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
  /** An operation on a resource began, ended well or ended badly. */
  | { readonly kind: "began" | "failed"; readonly address: string; readonly action: Action }
  | { readonly kind: "finished"; readonly address: string; readonly action: Action; readonly id?: string };

interface Line {
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: {
    readonly resource: { readonly addr: string };
    readonly action: Action;
    readonly importing?: unknown;
  };
  readonly hook?: {
    readonly resource: { readonly addr: string };
    readonly action: Action;
    readonly id_value?: string;
  };
}

/** Reads one line. Lines that are no JSON or of no interest are undefined. */
export function parseEvent(text: string): TerraformEvent | undefined {
  const line = parseLine(text);
  if (line?.diagnostic) return { kind: "diagnostic", diagnostic: line.diagnostic };
  if (line?.type === "planned_change" && line.change) {
    const { resource, action, importing } = line.change;
    return {
      kind: "planned",
      change: { address: resource.addr, action, ...(importing !== undefined && { imported: true }) },
    };
  }
  if (!line?.hook) return undefined;
  const { resource, action, id_value: id } = line.hook;
  const operation = { address: resource.addr, action };
  switch (line.type) {
    case "apply_start":
      return { kind: "began", ...operation };
    case "apply_complete":
      return { kind: "finished", ...operation, ...(id !== undefined && { id }) };
    case "apply_errored":
      return { kind: "failed", ...operation };
    default:
      return undefined;
  }
}

function parseLine(text: string): Line | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    // The last line of a run that was killed may be cut.
    return undefined;
  }
}
