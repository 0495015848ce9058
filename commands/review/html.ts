import { html, raw } from "hono/html";
import { script, style } from "./html-assets";
import { changesOf, contracts, dangers, list, roles } from "./html-sections";
import type { Review, StackReport } from "./report";
import {
  against,
  axes,
  disagreementText,
  headline,
  knownText,
  listed,
  shortTotals,
  signs,
  totals,
  unknowns,
  verbs,
} from "./words";

type Fragment = ReturnType<typeof html>;

/** The review as one file that asks for nothing else: map, dangers, changes, filters. Readable without scripts. */
export function htmlOf(review: Review): string {
  const { verdict, stacks, subject } = review;
  const changing = stacks.filter(({ changes }) => changes.length > 0);
  const unchanged = stacks.filter(({ changes }) => changes.length === 0).map(({ id }) => id);
  const alike = review.alike.filter((names) => names.length > 1);
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline(review)}</title>
<style>${raw(style)}</style>
</head>
<body>
<header class="${verdict}">
<p class="kind">${subject.kind === "drift" ? "Drift" : "Review"} ${against(review)}</p>
<h1>${headline(review)}</h1>
<p class="totals">${totals(review.totals)} <span class="soft">in ${changing.length} of ${stacks.length} stacks</span></p>
${review.errors.map((error) => html`<p class="error"><code>${error}</code></p>`)}
</header>
<nav class="filters" aria-label="Filters" hidden>
<input id="search" type="search" placeholder="Filter by text" aria-label="Filter by text" aria-keyshortcuts="/">
${axes(review).environments.map((name) => html`<button type="button" data-filter="${name}" aria-pressed="false">${name}</button>`)}
<button type="button" id="expand" aria-keyshortcuts="e">Open all</button>
<span class="soft keys"><kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> next, previous <kbd>e</kbd> open all <kbd>Esc</kbd> clear</span>
</nav>
<main>
<section><h2>Map of the layers</h2>${map(review)}</section>
${dangers(review)}
${review.unlike.length > 0 ? html`<section><h2>Changes in production that no environment before it tries</h2>${list(review.unlike)}</section>` : ""}
${contracts(review)}
${roles(review)}
${review.disagreements.length > 0 ? html`<section><h2>Drift: plans against the states say otherwise</h2>${list(review.disagreements.map(disagreementText))}</section>` : ""}
<section><h2>Changes</h2>
${alike.map((names) => html`<p class="soft">${listed(names)} change in the same way.</p>`)}
${changing.length === 0 ? html`<p>None.</p>` : review.groups.map((group) => changesOf(review, group))}
<p class="soft empty" hidden>Nothing matches the filters.</p>
${review.known.length > 0 ? html`<details><summary>Known drift: ${review.known.length}</summary>${list(review.known.map(knownText))}</details>` : ""}
</section>
</main>
<footer class="soft">
<p>Unchanged: ${unchanged.join(", ") || "none"}.</p>
<p>${unknowns(review)}</p>
</footer>
<script>${raw(script)}</script>
</body>
</html>
`}`;
}

/** The layers from top to bottom as they build on each other, with what changes in each environment. */
function map(review: Review): Fragment {
  const { layers, environments } = axes(review);
  const stackIn = (environment: string, layer: string) =>
    review.stacks.find((one) => one.environment === environment && one.layer === layer);
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Layer</th>${environments.map((name) => html`<th scope="col" data-environment="${name}">${name}</th>`)}</tr></thead>
<tbody>${layers.map(
    (layer) => html`<tr><th scope="row">${layer}${readsOf(review, layer)}</th>
${environments.map((name) => html`<td data-environment="${name}">${cell(review, stackIn(name, layer))}</td>`)}</tr>`,
  )}</tbody>
</table></div>
<p class="soft legend">${Object.entries(signs).map(([action, sign]) => html`<span><b class="${action}">${sign}</b> ${verbs[action as keyof typeof verbs]}</span> `)}<span><b class="danger">⚠</b> danger</span></p>`;
}

function cell({ dangers: all }: Review, stack: StackReport | undefined): Fragment | string {
  if (!stack) return "";
  const dangerous = all.some((danger) => danger.stack === stack.id);
  const text = shortTotals(stack.counts);
  if (text === "") return html`<span class="soft" title="${stack.id}: no changes">·${dangerous ? " ⚠" : ""}</span>`;
  return html`<a class="${dangerous ? "danger" : ""}" href="#${stack.id}">${text}${dangerous ? " ⚠" : ""}</a>`;
}

/** The layers that a layer builds on, of the same environment. */
function readsOf({ stacks }: Review, layer: string): Fragment | string {
  const [stack] = stacks.filter((one) => one.layer === layer);
  const read = stacks.filter(({ id, environment }) => environment === stack?.environment && stack.reads.includes(id));
  return read.length > 0 ? html`<span class="reads">reads ${read.map((one) => one.layer).join(", ")}</span>` : "";
}
