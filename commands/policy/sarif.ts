import type { Severity } from "../../policies/types";
import type { Verdict } from "./judge";
import type { Violation } from "./violation";

const levels: Readonly<Record<Severity, string>> = { critical: "error", high: "error", medium: "warning", low: "note" };

/** The findings in SARIF 2.1.0, for code scanning. Waived ones are there too, suppressed, with the reason. */
export function sarifReport({ findings, waived }: Verdict): string {
  const all = [...findings, ...waived.map(({ violation }) => violation)];
  const rules = new Map(all.map((violation) => [violation.id, ruleOf(violation)]));
  const ids = [...rules.keys()];
  const results = [
    ...findings.map((violation) => resultOf(violation, ids)),
    ...waived.map(({ violation, waiver: { reason, owner, expires } }) => ({
      ...resultOf(violation, ids),
      suppressions: [{ kind: "external", justification: `${reason} (${owner}, until ${expires})` }],
    })),
  ];
  const driver = { name: "strata policy", rules: [...rules.values()] };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return JSON.stringify(log, undefined, 2);
}

function ruleOf({ id, title, control, fix, source }: Violation) {
  return {
    id,
    shortDescription: { text: title },
    ...(fix && { help: { text: fix } }),
    properties: { tags: [source, ...(control ? [control] : [])] },
  };
}

function resultOf(violation: Violation, ids: readonly string[]) {
  const { id, title, detail, severity, stack, address, path, file } = violation;
  const name = `${stack}/${path}`;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: severity ? levels[severity] : "error",
    message: { text: `${stack} ${address}: ${title}${detail ? ` (${detail})` : ""}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 1 } },
        logicalLocations: [{ name: address, fullyQualifiedName: name, kind: "resource" }],
      },
    ],
    // The line says nothing: a finding is the same as long as rule, stack and address are.
    partialFingerprints: { "strata/v1": `${id}:${stack}:${address}` },
  };
}
