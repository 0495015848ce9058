import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { groupBy } from "../../policies/platform";
import { percentage, type Score, type Verdict } from "./judge";
import type { Violation } from "./violation";
import { formatErrors } from "./waivers";

const width = 120;

/** What `strata policy` prints: findings by stack and rule, errors of the waivers, and the figures. */
export function textReport(verdict: Verdict): string {
  const stacks = [...groupBy(verdict.findings, ({ stack }) => stack)].sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = stacks.map(([stack, violations]) => {
    const rules = groupBy(violations, ({ id }) => id);
    const file = violations[0]?.file ?? "";
    return [`${pc.bold(stack)}  ${pc.dim(file)}`, ...[...rules.values()].flatMap(describeRule)].join("\n");
  });
  const errors = formatErrors(verdict.errors).map((line) => pc.red(line));
  return [...groups, ...(errors.length > 0 ? [errors.join("\n")] : []), summaryLine(verdict)].join("\n\n");
}

/** The findings of one rule in one stack. */
function describeRule(violations: readonly Violation[]): string[] {
  const [first] = violations;
  if (!first) return [];
  const { id, title, severity, control, fix } = first;
  const notes = [severity, control].filter(Boolean).join(", ");
  return [
    ...wrap(`${pc.red(id)} ${title}${notes && ` [${notes}]`}`, 2),
    ...violations.flatMap(({ address, path, detail }) => {
      const where = path === address ? address : `${path} (${address})`;
      return wrap(detail === undefined ? where : `${where}: ${detail}`, 4);
    }),
    ...(fix === undefined ? [] : wrap(`fix: ${fix}`, 4)),
  ];
}

/** Breaks a text between words so that no line is wider than the page; further lines are indented by two columns. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let empty = true;
  for (const word of text.split(" ")) {
    if (!empty && visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(line);
      line = " ".repeat(indent + 2);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** As in `checkov: 1,234 checks, raw 98.1 %, after waivers 100 % (23 waived); platform: 15 rules, 0 findings`. */
export function summaryLine({ checkov, platform, errors }: Verdict): string {
  const parts = [checkov && checkovFigures(checkov), platform && platformFigures(platform)].filter(Boolean);
  const wrong = errors.length > 0 ? [pc.red(`waivers: ${count(errors.length, "error")}`)] : [];
  return [...parts, ...wrong].join("; ");
}

function checkovFigures(score: Score): string {
  const [raw, after] = [percentage(score, "failed"), percentage(score, "passed")];
  const waived = score.waived > 0 ? ` (${score.waived} waived)` : "";
  const figures = `checkov: ${count(score.checks, "check")}, raw ${raw} %, after waivers ${after} %${waived}`;
  return score.findings === 0 ? figures : `${figures}, ${count(score.findings, "finding")}`;
}

function platformFigures({ checks, findings, waived }: Score): string {
  return `platform: ${count(checks, "rule")}, ${count(findings, "finding")}${waived > 0 ? ` (${waived} waived)` : ""}`;
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString("en-US")} ${thing}${number === 1 ? "" : "s"}`;
}

/** The verdict as JSON, for programs. */
export function jsonReport(verdict: Verdict): string {
  const { checkov, platform, findings, waived, errors } = verdict;
  const figures = checkov && {
    ...checkov,
    rawPercent: percentage(checkov, "failed"),
    afterWaiversPercent: percentage(checkov, "passed"),
  };
  const waivedFindings = waived.map(({ violation, waiver: { reason, owner, expires } }) => ({
    ...violation,
    waiver: { reason, owner, expires },
  }));
  return JSON.stringify({ checkov: figures, platform, findings, waived: waivedFindings, errors }, undefined, 2);
}
