import { allRules } from "../../policies/rules/all";

/** The text of policies/RULES.md: a table of the rules, then a section for each. */
export function ruleTable(): string {
  const sections = allRules.map(
    ({ id, title, cause, fix }) => `## ${id}\n\n${title}.\n\n- **Why:** ${cause}\n- **Fix:** ${fix}`,
  );
  return `${[
    "# The platform's own rules",
    "<!-- Generated from policies/rules. Write it anew with: npx vitest run __tests__/policies/rule-table.test.ts --update -->",
    "What no scanner can know, because it needs the platform's knowledge or more than one stack. `npx strata policy` runs\n" +
      "them over the synthesized stacks of all environments, in addition to checkov. Exceptions are in [waivers.yaml](waivers.yaml).",
    markdownTable(
      ["rule", "holds", "severity", "control"],
      allRules.map(({ id, title, severity, control }) => [`[${id}](#${id.toLowerCase()})`, title, severity, control]),
    ),
    ...sections,
  ].join("\n\n")}\n`;
}

/** A table with aligned columns, as the formatter wants it. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], filler = " ") =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(" | ")} |`;
  return [
    line(header),
    line(
      header.map(() => ""),
      "-",
    ),
    ...rows.map((row) => line(row)),
  ].join("\n");
}
