import { partsOf } from "../../platform/references";
import type { FileError } from "../loader/errors";
import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { didYouMean } from "../loader/suggest";
import { entriesOf, type Path } from "../loader/values";
import type { Rule } from "./rule";

type Candidate = Parameters<Rule>[0][number];

/** Where senders declare the types of their events. */
const declaredIn = "application.events.schemas";

/** A part of a section that waits for events on the bus. */
interface Waiting {
  readonly path: Path;
  readonly types: readonly string[];
  readonly sources: readonly string[];
}

type Words = readonly (string | undefined)[];

function waitingIn({ settings: { ai, application } }: Candidate): Waiting[] {
  const parts: [Path, { types?: Words; sources?: Words } | undefined][] = [
    ...entriesOf(application?.events?.rules).map(([name, { when }]): [Path, typeof when] => [
      ["application", "events", "rules", name, "when"],
      when,
    ]),
    ...entriesOf(ai?.applications).map(([name, { on }]): [Path, typeof on] => [["ai", "applications", name, "on"], on]),
  ];
  const words = (some: Words = []) => some.filter((one) => one !== undefined);
  return parts.map(([path, part]) => ({ path, types: words(part?.types), sources: words(part?.sources) }));
}

/** A part may wait only for events that a sender declares. With a typing error it would never start, without an error. */
const eventsAreAnnounced: Rule = each((candidate) => {
  const announced = entriesOf(candidate.settings.application?.events?.schemas).map(([, { from, type }]) => ({
    source: partsOf(from ?? "").name,
    type: type ?? "",
  }));
  const known = [...new Set(announced.map(({ type }) => type))];
  return waitingIn(candidate).flatMap(({ path, types, sources }): FileError[] => {
    if (types.length === 0) return [];
    const unknown = types.filter((type) => !known.includes(type));
    if (unknown.length > 0) {
      const allowed = `one of the types in ${declaredIn} (${known.join(", ") || "there is none"})`;
      return unknown.map((type) => {
        const fix = didYouMean(type, known, `Add the schema of its events to ${declaredIn}.`);
        return errorAt(candidate, [...path, "types", types.indexOf(type)], { allowed, fix });
      });
    }
    const senders = [...new Set(announced.filter(({ type }) => types.includes(type)).map(({ source }) => source))];
    return sources
      .filter((source) => !senders.includes(source))
      .map((source) => {
        const allowed = `one of the senders of ${types.join(", ")} in ${declaredIn} (${senders.join(", ")})`;
        const fix = didYouMean(source, senders, "Remove it, or add the schema of its events.");
        return errorAt(candidate, [...path, "sources", sources.indexOf(source)], { allowed, fix });
      });
  });
});

export const announcedEventRules: readonly Rule[] = [eventsAreAnnounced];
