import type { AttributeChange } from "../preview/changes";
import { attributeLines } from "./attribute-lines";
import { type Danger, dangerKinds } from "./dangers/danger";
import type { Review } from "./report";
import { sameDangers } from "./same-changes";
import {
  against,
  attributeName,
  attributeText,
  axes,
  contractText,
  disagreementText,
  groupTitle,
  headline,
  knownText,
  nameOf,
  narrowedRoleText,
  newRoleText,
  placesText,
  shortTotals,
  signs,
  totals,
  unknowns,
} from "./words";

/** Characters that a comment may have (GitHub refuses more than 65,536), with room for what a pipeline puts around it. */
export const commentLimit = 60_000;

/** By this a pipeline finds the comment that it wrote before, and updates it. */
export const commentMark = "<!-- strata-review -->";

/**
 * The review as Markdown: verdict, table of layers and environments, dangers, then the changes stack by stack. What the
 * limit leaves no room for is counted.
 */
export function markdownOf(review: Review, limit: number = commentLimit): string {
  const { stacks } = review;
  const changing = stacks.filter(({ changes }) => changes.length > 0);
  const head = [
    commentMark,
    `## ${headline(review)}; ${totals(review.totals)}`,
    `In ${changing.length} of ${stacks.length} stacks, ${against(review)}.`,
    ...(review.errors.length > 0 ? [list(review.errors)] : []),
    table(review),
  ];
  const notes = [
    ...dangers(review.dangers),
    ...section("Contracts that change, and who reads them", review.contracts.map(contractText)),
    ...section("New roles", review.newRoles.map(newRoleText)),
    ...section("Roles that may do less", review.narrowedRoles.map(narrowedRoleText)),
    ...(review.unlike.length > 0
      ? [`### Changes in production that no environment before it tries\n\n${list(cut(review.unlike))}`]
      : []),
    ...sameChanges(review),
    ...(review.disagreements.length > 0
      ? [
          `### Drift: plans against the states say otherwise\n\n${list(cut(review.disagreements.map(disagreementText)).map(code))}`,
        ]
      : []),
    ...(review.known.length > 0
      ? [
          `<details><summary>Known drift: ${review.known.length}</summary>\n\n${list(cut(review.known.map(knownText)).map(code))}\n\n</details>`,
        ]
      : []),
  ];
  const foot = [
    `Unchanged: ${
      stacks
        .filter(({ changes }) => changes.length === 0)
        .map(({ id }) => id)
        .join(", ") || "none"
    }.`,
    unknowns(review),
  ];
  const full = (withAttributes: boolean) => review.groups.map((group) => details(review, group, withAttributes));
  return fitting({ head, notes, bodies: [full(true), full(false)], foot }, limit);
}

interface Parts {
  readonly head: readonly string[];
  readonly notes: readonly string[];
  /** The changes, in the longest form first. */
  readonly bodies: readonly (readonly string[])[];
  readonly foot: readonly string[];
}

/** The longest form that fits; else as many whole sections of the shortest as fit. */
function fitting({ head, notes, bodies, foot }: Parts, limit: number): string {
  const join = (parts: readonly string[]) => `${parts.join("\n\n")}\n`;
  for (const body of bodies) {
    const text = join([...head, ...notes, ...body, ...foot]);
    if (text.length <= limit) return text;
  }
  const sections = [...notes, ...(bodies.at(-1) ?? [])];
  const more = (count: number) => `${count} more sections are in the full report.`;
  let taken = sections.length;
  while (
    taken > 0 &&
    join([...head, ...sections.slice(0, taken), more(sections.length - taken), ...foot]).length > limit
  ) {
    taken -= 1;
  }
  return join([...head, ...sections.slice(0, taken), more(sections.length - taken), ...foot]).slice(0, limit);
}

function table(review: Review): string {
  const { layers, environments } = axes(review);
  const cell = (environment: string, layer: string) => {
    const stack = review.stacks.find((one) => one.environment === environment && one.layer === layer);
    return stack ? shortTotals(stack.counts) || "·" : "";
  };
  const rows = environments.map((environment) => [environment, ...layers.map((layer) => cell(environment, layer))]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(["", ...layers]), line(["---", ...layers.map(() => "---")]), ...rows.map(line)].join("\n");
}

function dangers(all: readonly Danger[]): string[] {
  return Object.entries(dangerKinds).flatMap(([kind, title]) => {
    const own = sameDangers(all).filter(({ danger }) => danger.kind === kind);
    if (own.length === 0) return [];
    const lines = own.flatMap(({ danger, places, namesOf }) => {
      const place = [placesText(places), nameOf(danger)].filter(Boolean).join(" ");
      const names = namesOf === undefined ? "" : ` (names of ${namesOf})`;
      return [
        `- ${code(place)}: ${danger.text}${names}`,
        ...cut(danger.details, 12).map((detail) => `  - ${code(detail)}`),
      ];
    });
    return [`### ${title}\n\n${lines.join("\n")}`];
  });
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}\n\n${list(cut(lines).map(code))}`];
}

function sameChanges({ alike }: Review): string[] {
  const groups = alike.filter((environments) => environments.length > 1);
  if (groups.length === 0) return [];
  return [list(groups.map((environments) => `${environments.join(", ")} change in the same way.`))];
}

function details(review: Review, group: readonly string[], withAttributes: boolean): string {
  const [first, ...others] = group;
  const changes = review.stacks.find(({ id }) => id === first)?.changes ?? [];
  const lines = changes.flatMap(({ place, action, attributes, source }) => [
    `- ${signs[action]} ${code(nameOf(place))}${source === undefined ? "" : ` in ${code(source)}`}`,
    ...(withAttributes ? attributes.flatMap(attributeItems) : []),
  ]);
  const note = others.length > 0 && withAttributes ? `\n\nValues are those of ${first}.` : "";
  return `<details><summary>${groupTitle(review, group)}</summary>\n\n${lines.join("\n")}${note}\n\n</details>`;
}

function attributeItems(attribute: AttributeChange): string[] {
  const lines = attributeLines(attribute);
  if (!lines) return [`  - ${code(attributeText(attribute))}`];
  const shown = cut(lines.map(({ sign, text }) => `${sign} ${text}`));
  return [`  - ${code(attributeName(attribute))}`, ...shown.map((line) => `    - ${code(line)}`)];
}

function cut(lines: readonly string[], most = 20): string[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), `and ${rest} more`] : [...lines];
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

/** As code, in which Markdown reads nothing; backticks of the text would end it. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
