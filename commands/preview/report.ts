import colors from "picocolors";
import type { Stack } from "../../synthesized/stack";
import type { Action, AttributeChange, Change } from "./changes";
import { held } from "./held";
import { oneWays } from "./one-way";
import { refusedUpdates } from "./refused-updates";
import { type ReservedChange, reservedChanges } from "./reserved-changes";

const signs: Record<Action, string> = {
  create: colors.green("+"),
  update: colors.yellow("~"),
  replace: colors.magenta("±"),
  delete: colors.red("-"),
  move: colors.cyan("→"),
  import: colors.cyan("←"),
  forget: colors.dim("·"),
};

/** How a number of actions reads: "3 to add". */
const words: Record<Action, string> = {
  create: "to add",
  update: "to change",
  replace: "to replace",
  delete: "to destroy",
  move: "to move",
  import: "to import",
  forget: "to forget",
};

/** "12 to add, 3 to change"; "no changes" for none. */
export function countText(changes: readonly Change[]): string {
  const counts = Object.entries(words).flatMap(([action, word]) => {
    const count = changes.filter((change) => change.action === action).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(", ") || "no changes";
}

/** The changes layer by layer: counts, then each resource with what changes in it. */
export function reportText(stacks: readonly Stack[], changes: readonly Change[]): string {
  return stacks
    .map(({ id }) => {
      const own = changes.filter(({ place }) => place.stack === id);
      const title = `${colors.bold(id)}  ${own.length === 0 ? colors.dim("no changes") : countText(own)}`;
      return [title, ...own.flatMap(changeLines)].join("\n");
    })
    .join("\n");
}

/** What a reader has to know of stacks that were left out: the plan does not tell what changed outside of Terraform. */
export function asDeployedText(stacks: readonly string[]): string {
  const one = stacks.length === 1;
  return (
    `${stacks.length} ${one ? "stack is as last deployed and was" : "stacks are as last deployed and were"} not planned: ` +
    `${stacks.join(", ")}. --all plans ${one ? "it" : "them"} too; \`strata drift\` finds what changed outside of Terraform.`
  );
}

function changeLines({ place, action, attributes }: Change): string[] {
  const name = place.path === undefined ? place.address : `${place.path} (${place.address})`;
  const head = `  ${signs[action]} ${name}${lossText(place.address, action)}`;
  const asked = action === "update" ? askedFirst(place.address, attributes) : [];
  const lines = attributes.map((attribute) => `      ${attributeText(attribute)}`);
  return [
    head,
    ...lines,
    ...asked,
    ...refusedText(place.address, action, attributes),
    ...reservedText(place.address, action, attributes),
  ];
}

/** Why AWS refuses a change, whatever is done first. */
function refusedText(address = "", action: Action, attributes: readonly AttributeChange[]): string[] {
  if (!["update", "replace", "delete"].includes(action)) return [];
  const type = address.split(".")[0] ?? "";
  const side = (which: "before" | "after") => Object.fromEntries(attributes.map((one) => [one.name, one[which]]));
  return oneWays.flatMap(({ valueIn, refusal, unseen }) => {
    const valueFrom = valueIn[type];
    if (valueFrom === undefined) return [];
    if (unseen !== undefined) return [colors.red(`      ${unseen}`)];
    const [before, after] = [valueFrom(side("before")), valueFrom(side("after"))];
    const why = before === undefined || after === undefined ? undefined : refusal(before, after);
    return why === undefined || action !== "update" ? [] : [colors.red(`      AWS refuses this: ${why}.`)];
  });
}

const performers: Readonly<Record<ReservedChange["by"], string>> = {
  administrator: "an administrator has to apply this",
  "break-glass": "above tier sandbox, somebody with break-glass has to apply this",
};

const steps: Readonly<Partial<Record<Action, readonly ReservedChange["on"][]>>> = {
  create: ["create"],
  update: ["update"],
  replace: ["remove", "create"],
  delete: ["remove"],
};

/** Who has to apply a change that the pipeline may not make, as far as something exists that it changes. */
function reservedText(address = "", action: Action, attributes: readonly AttributeChange[]): string[] {
  const found = reservedChanges[address.split(".")[0] ?? ""]?.find(
    (change) =>
      steps[action]?.includes(change.on) &&
      (change.addresses?.test(address) ?? true) &&
      (change.on !== "update" ||
        attributes.some(({ name }) => change.arguments?.includes(name) ?? !/^tags(_all)?$/.test(name))),
  );
  return found === undefined
    ? []
    : [colors.red(`      The pipeline is denied ${found.call}: ${performers[found.by]}.`)];
}

/** What is lost with a resource that holds data. */
function lossText(address = "", action: Action): string {
  const what = action === "replace" || action === "delete" ? held[address.split(".")[0] ?? ""] : undefined;
  return what === undefined ? "" : colors.red(`  loses ${what}`);
}

/** What has to be done before an update, or AWS refuses it. */
function askedFirst(address = "", attributes: readonly AttributeChange[]): string[] {
  const asked = refusedUpdates[address.split(".")[0] ?? ""];
  return asked && attributes.some(({ name }) => asked.arguments.includes(name))
    ? [colors.red(`      First: ${asked.first}`)]
    : [];
}

function attributeText({ name, before, after, unknown, forcesReplacement }: AttributeChange): string {
  const reason = forcesReplacement ? colors.magenta("  forces replacement") : "";
  if (unknown) return `${name}: known after apply${reason}`;
  const [old, next] = [valueText(before), valueText(after)];
  const values = old !== undefined && next !== undefined ? `: ${old} → ${next}` : "";
  return `${name}${values}${reason}`;
}

/** A short value in JSON; undefined for a long one. */
function valueText(value: unknown): string | undefined {
  const text = value === undefined || value === null ? "none" : JSON.stringify(value);
  return text.length <= 60 ? text : undefined;
}
