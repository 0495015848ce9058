import { html } from "hono/html";
import type { AttributeChange, Change } from "../preview/changes";
import { attributeLines } from "./attribute-lines";
import { type Danger, dangerKinds } from "./dangers/danger";
import type { PlacedRole } from "./dangers/roles";
import type { Review } from "./report";
import { type DangerGroup, sameDangers } from "./same-changes";
import {
  attributeName,
  attributeText,
  contractText,
  groupTitle,
  nameOf,
  placesText,
  signs,
  valueText,
  verbs,
} from "./words";

type Fragment = ReturnType<typeof html>;

/** Details beyond these are folded. */
const shownDetails = 6;

/** What has to be looked at first, by kind; the same in several environments once. */
export function dangers({ dangers: all, stacks }: Review): Fragment | string {
  if (all.length === 0) return "";
  const groups = sameDangers(all);
  const kinds = Object.entries(dangerKinds).filter(([kind]) => all.some((danger) => danger.kind === kind));
  const sourceOf = ({ stack, address }: Danger) =>
    stacks.find(({ id }) => id === stack)?.changes.find(({ place }) => place.address === address)?.source;
  return html`<section class="look"><h2>Look first</h2>
${kinds.map(
  ([kind, title]) =>
    html`<h3>${title}</h3><ul class="dangers">${groups
      .filter(({ danger }) => danger.kind === kind)
      .map((group) => dangerItem(group, sourceOf(group.danger)))}</ul>`,
)}</section>`;
}

function dangerItem({ danger, places, environments, namesOf }: DangerGroup, source: string | undefined): Fragment {
  const [shown, folded] = [danger.details.slice(0, shownDetails), danger.details.slice(shownDetails)];
  return html`<li class="item" data-environment="${environments.join(" ")}"><p><strong>${danger.text}</strong></p>
<p class="where"><span class="places">${placesText(places)}</span>${namesOf === undefined ? "" : html` <span class="soft">(names of ${namesOf})</span>`} <code>${nameOf(danger)}</code>${sourceNote(source)}</p>
${shown.length > 0 ? list(shown) : ""}${folded.length > 0 ? html`<details><summary>${folded.length} more</summary>${list(folded)}</details>` : ""}</li>`;
}

/** Fields of contracts that differ, with those that read them. */
export function contracts(review: Review): Fragment | string {
  if (review.contracts.length === 0) return "";
  return html`<section><h2>Contracts that change, and who reads them</h2>${list(review.contracts.map(contractText))}</section>`;
}

/** Roles that are added, and roles that may do less. */
export function roles({ newRoles, narrowedRoles }: Review): Fragment {
  return html`${roleList("New roles", "may", newRoles, ({ may }) => may)}
${roleList("Roles that may do less", "may no longer", narrowedRoles, ({ mayNoLonger }) => mayNoLonger)}`;
}

function roleList<R extends PlacedRole>(
  title: string,
  verb: string,
  all: readonly R[],
  linesOf: (role: R) => readonly string[],
) {
  if (all.length === 0) return "";
  return html`<section><h2>${title}</h2>${all.map(
    (
      role,
    ) => html`<details><summary><code>${role.name}</code> <span class="soft">${role.stack} ${role.path}</span></summary>
<p>${verb}</p>${list(linesOf(role))}</details>`,
  )}</section>`;
}

/** The changes of stacks that change alike: those of the first, which stand for all. */
export function changesOf(review: Review, group: readonly string[]): Fragment {
  const [first = "", ...others] = group;
  const own = review.stacks.filter(({ id }) => group.includes(id));
  const changes = own.find(({ id }) => id === first)?.changes ?? [];
  const dangerous = review.dangers.some(({ stack }) => stack !== undefined && group.includes(stack));
  return html`<details class="item" id="${first}" data-environment="${own.map(({ environment }) => environment).join(" ")}">
<summary>${others.map((id) => html`<span id="${id}"></span>`)}${groupTitle(review, group)}${dangerous ? html` <span class="danger">⚠</span>` : ""}</summary>
${others.length > 0 ? html`<p class="soft">The same in ${group.join(", ")}, apart from names. Values are those of ${first}.</p>` : ""}
${changes.map(changeItem)}
</details>`;
}

function changeItem({ place, action, attributes, source }: Change): Fragment {
  return html`<div class="change"><p><span class="sign ${action}" title="${verbs[action]}">${signs[action]}</span><code>${nameOf(place)}</code>${sourceNote(source)}</p>
${attributes.length > 0 ? html`<ul>${attributes.map(attributeItem)}</ul>` : ""}</div>`;
}

function sourceNote(source: string | undefined): Fragment | string {
  return source === undefined ? "" : html` <span class="source">${source}</span>`;
}

/** What has structure comes line by line; a long value has both sides one below the other. */
function attributeItem(attribute: AttributeChange): Fragment {
  const { before, after } = attribute;
  const lines = attributeLines(attribute);
  if (lines) {
    return html`<li><details><summary><code>${attributeName(attribute)}</code></summary>
${lines.map(({ sign, text }) => html`<p class="line ${lineClasses[sign]}"><code>${sign} ${text}</code></p>`)}</details></li>`;
  }
  const [old, now] = [valueText(before, 4000), valueText(after, 4000)];
  if (old.length + now.length <= 160) return html`<li><code>${attributeText(attribute)}</code></li>`;
  return html`<li><details><summary><code>${attributeName(attribute)}</code></summary>
<p class="line delete"><code>− ${old}</code></p><p class="line create"><code>+ ${now}</code></p></details></li>`;
}

const lineClasses = { "−": "delete", "+": "create", "~": "update" } as const;

/** A list of lines. */
export function list(lines: readonly string[]): Fragment {
  return html`<ul>${lines.map((line) => html`<li><code>${line}</code></li>`)}</ul>`;
}
