import type { Stack } from "../../synthesized/stack";
import type { Change } from "../preview/changes";
import type { Danger } from "./dangers/danger";

/**
 * The stacks that change, grouped: those of one layer that change in the same way, values included, apart from what
 * names their environment. A group can be read once.
 * @param changes those of a stack
 */
export function sameChanges(stacks: readonly Stack[], changes: (stack: string) => readonly Change[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const stack of stacks) {
    const own = changes(stack.id);
    if (own.length === 0) continue;
    const key = `${stack.layer} ${withoutEnvironment(stack, own)}`;
    groups.set(key, [...(groups.get(key) ?? []), stack.id]);
  }
  return [...groups.values()];
}

/** The changes as text, with the same word for each name, account and region of an environment. */
function withoutEnvironment({ environment }: Stack, changes: readonly Change[]): string {
  const content = changes.map(({ place: { address, path }, action, attributes }) => [
    address,
    path,
    action,
    attributes,
  ]);
  return withoutPlace(JSON.stringify(content), environment);
}

/** The text with the same word for each environment, account and region. */
export function withoutPlace(text: string, environment: string): string {
  return text
    .replaceAll(/\b\d{12}\b/g, "<account>")
    .replaceAll(/\b[a-z]{2}(-[a-z]+)+-\d(?=[a-z]?\b)/g, "<region>")
    .replaceAll(new RegExp(`(?<![a-z0-9])${environment}(?![a-z0-9])`, "g"), "<environment>");
}

/** A danger of several environments. */
export interface DangerGroup {
  readonly danger: Danger;
  /** Its stacks, or environments where it is of none. */
  readonly places: readonly string[];
  readonly environments: readonly string[];
  /** Environment that names in its text are of, where those of the others differ. */
  readonly namesOf?: string;
}

/** The dangers, those together that environments share, apart from what names the environment. */
export function sameDangers(dangers: readonly Danger[]): DangerGroup[] {
  const groups = new Map<string, Danger[]>();
  for (const danger of dangers) {
    const { kind, environment, stack = "", address, text, details } = danger;
    const layer = stack.slice(environment.length);
    const key = withoutPlace(JSON.stringify([kind, layer, address, text, details]), environment);
    groups.set(key, [...(groups.get(key) ?? []), danger]);
  }
  return [...groups.values()].flatMap(([danger, ...others]) => {
    if (!danger) return [];
    const all = [danger, ...others];
    const places = all.map(({ stack, environment }) => stack ?? environment);
    const environments = [...new Set(all.map(({ environment }) => environment))];
    const says = ({ text, details }: Danger) => [text, ...details].join("\n");
    const namesOf = others.some((other) => says(other) !== says(danger)) && { namesOf: danger.environment };
    return [{ danger, places, environments, ...namesOf }];
  });
}
