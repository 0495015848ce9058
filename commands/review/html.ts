import { html, raw } from "hono/html";
import type { AttributeChange, Change } from "../preview/changes";
import { attributeLines } from "./attribute-lines";
import { type Danger, dangerKinds } from "./dangers/danger";
import { script, style } from "./html-assets";
import type { Review, StackReport } from "./report";
import {
  against,
  attributeName,
  attributeText,
  axes,
  disagreementText,
  headline,
  knownText,
  nameOf,
  shortTotals,
  signs,
  totals,
  unknowns,
  valueText,
} from "./words";

type Fragment = ReturnType<typeof html>;

/** The review as one file that asks for nothing else: map, dangers, changes, filters. Readable without scripts. */
export function htmlOf(review: Review): string {
  const { verdict, stacks } = review;
  const changing = stacks.filter(({ changes }) => changes.length > 0);
  const unchanged = stacks.filter(({ changes }) => changes.length === 0).map(({ id }) => id);
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline(review)}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1 class="${verdict}">${headline(review)}</h1>
<p>${totals(review.totals)} in ${changing.length} of ${stacks.length} stacks, ${against(review)}</p>
<p class="soft">${unknowns(review)}</p>
${review.errors.map((error) => html`<p class="error"><code>${error}</code></p>`)}
</header>
<main>
<div class="filters" hidden>
<input id="search" type="search" placeholder="Filter by text, with /" aria-label="Filter by text">
${axes(review).environments.map((name) => html`<button type="button" data-filter="${name}" aria-pressed="false">${name}</button>`)}
</div>
<h2>Map</h2>
${map(review)}
${dangers(review.dangers)}
${review.unlike.length > 0 ? html`<h2>Changes in production that no environment before it tries</h2>${list(review.unlike)}` : ""}
${review.disagreements.length > 0 ? html`<h2>Drift: plans against the states say otherwise</h2>${list(review.disagreements.map(disagreementText))}` : ""}
<h2>Changes</h2>
${review.alike.filter((names) => names.length > 1).map((names) => html`<p>${names.join(", ")} change in the same way.</p>`)}
${changing.map(stackSection)}
${review.known.length > 0 ? html`<details><summary>Known drift: ${review.known.length}</summary>${list(review.known.map(knownText))}</details>` : ""}
<p class="soft">Unchanged: ${unchanged.join(", ") || "none"}</p>
</main>
<script>${raw(script)}</script>
</body>
</html>
`}`;
}

function map(review: Review): Fragment {
  const { layers, environments } = axes(review);
  const cell = (environment: string, layer: string) => {
    const stack = review.stacks.find((one) => one.environment === environment && one.layer === layer);
    if (!stack) return html`<td></td>`;
    const text = shortTotals(stack.counts);
    const dangerous = review.dangers.some((danger) => danger.stack === stack.id);
    if (text === "" && !dangerous) return html`<td class="soft">·</td>`;
    return html`<td><a class="${dangerous ? "danger" : ""}" href="#${stack.id}">${text || "·"}${dangerous ? " ⚠" : ""}</a></td>`;
  };
  return html`<div class="scroll"><table>
<tr><th scope="col">Environment</th>${layers.map((layer) => html`<th scope="col">${layer}</th>`)}</tr>
${environments.map((name) => html`<tr data-environment="${name}"><th scope="row">${name}</th>${layers.map((layer) => cell(name, layer))}</tr>`)}
</table></div>`;
}

function dangers(all: readonly Danger[]): Fragment | string {
  if (all.length === 0) return "";
  const kinds = Object.entries(dangerKinds).filter(([kind]) => all.some((danger) => danger.kind === kind));
  return html`<h2 class="danger">Look first</h2>
${kinds.map(([kind, title]) => html`<h3>${title}</h3><ul>${all.filter((danger) => danger.kind === kind).map(dangerItem)}</ul>`)}`;
}

function dangerItem(danger: Danger): Fragment {
  const place = [danger.stack ?? danger.environment, nameOf(danger)].filter(Boolean).join(" ");
  return html`<li data-environment="${danger.environment}"><code>${place}</code>: ${danger.text}${danger.details.length > 0 ? list(danger.details) : ""}</li>`;
}

function stackSection({ id, environment, counts, changes }: StackReport): Fragment {
  return html`<details id="${id}" data-environment="${environment}">
<summary>${id}: ${totals(counts)}</summary>
${changes.map(changeItem)}
</details>`;
}

function changeItem({ place, action, attributes }: Change): Fragment {
  return html`<div class="change"><span class="sign ${action}" title="${action}">${signs[action]}</span><code>${nameOf(place)}</code>
${attributes.length > 0 ? html`<ul>${attributes.map(attributeItem)}</ul>` : ""}</div>`;
}

/** What has structure comes line by line; a long value has both sides one below the other. */
function attributeItem(attribute: AttributeChange): Fragment {
  const { before, after } = attribute;
  const lines = attributeLines(attribute);
  if (lines) {
    return html`<li><details><summary><code>${attributeName(attribute)}</code></summary>
${lines.map(({ sign, text }) => html`<p class="${lineClasses[sign]}"><code>${sign} ${text}</code></p>`)}</details></li>`;
  }
  const [old, now] = [valueText(before, 4000), valueText(after, 4000)];
  if (old.length + now.length <= 160) return html`<li><code>${attributeText(attribute)}</code></li>`;
  return html`<li><details><summary><code>${attributeName(attribute)}</code></summary>
<p class="delete"><code>− ${old}</code></p><p class="create"><code>+ ${now}</code></p></details></li>`;
}

const lineClasses = { "−": "delete", "+": "create", "~": "update" } as const;

function list(lines: readonly string[]): Fragment {
  return html`<ul>${lines.map((line) => html`<li><code>${line}</code></li>`)}</ul>`;
}
