import { type Candidate, errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf, valueAt } from "../../environments/loader/values";
import { roomFor } from "../../platform/names";
import { partsOf } from "../../platform/references";
import type { ApplicationEnvironment } from "./config";
import { readEventSchema } from "./event-schema-files";
import { mainBus } from "./offers";

const section = ["application", "events"];

type Settings = Candidate<ApplicationEnvironment>["settings"];

/** What runs, and may use something. */
interface Workload {
  readonly name: string;
  readonly uses?: Readonly<Record<string, string | undefined>>;
}

function functionsOf({ application }: Settings) {
  return entriesOf(application?.functions).map(([name, { from, uses }]) => ({ name, from, uses }));
}

/** Who takes the messages of a queue. */
function consumersOf(settings: Settings, queue: string): Workload[] {
  const reference = `queues.${queue}`;
  const services = entriesOf(settings.application?.services).map(([name, { uses }]) => ({ name, uses }));
  return [
    ...functionsOf(settings).filter(({ from }) => from === reference),
    ...[...functionsOf(settings), ...services].filter(({ uses }) => uses?.[reference] === "consume"),
  ];
}

/** Who starts when something arrives at a queue, a topic or a function. */
function startedBy(settings: Settings, to: string): Workload[] {
  const { kind, name } = partsOf(to);
  if (kind === "queues") return consumersOf(settings, name);
  if (kind === "functions") return functionsOf(settings).filter((one) => one.name === name);
  const subscribers = settings.application?.events?.topics?.[name]?.subscribers ?? [];
  return subscribers.flatMap((one) => (one === undefined || one === to ? [] : startedBy(settings, one)));
}

const consumed: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.events?.queues).flatMap(([name]) => {
    if (consumersOf(candidate.settings, name).length > 0) return [];
    const allowed = "a queue that a function or a service consumes";
    const why = "its messages would wait until they expire";
    const fix = `Let a function say from: queues.${name}, or a service use it at level consume.`;
    return [keyErrorAt(candidate, [...section, "queues", name], { allowed, why, fix })];
  }),
);

const zoneOrBus: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.events?.rules).flatMap(([name, { when }]) => {
    const path = [...section, "rules", name, "when"];
    if (!when) return [];
    const { zone, prefix, bus, sources, types } = when;
    if ((zone === undefined) === (bus === undefined)) {
      const seen = zone === undefined ? "neither" : "both";
      return [errorAt(candidate, path, { seen, allowed: "either zone or bus", fix: "Say where the events are." })];
    }
    const strange = Object.entries(zone ? { sources, types } : { prefix });
    return strange.flatMap(([key, value]) => {
      if (value === undefined) return [];
      const allowed = `no ${key} together with ${zone ? "zone" : "bus"}`;
      return [keyErrorAt(candidate, [...path, key], { allowed, fix: "Remove it." })];
    });
  }),
);

/** A rule must not start the source of its own events: it would start itself again without end. */
const noLoops: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.events?.rules).flatMap(([name, { when, to }]) => {
    if (!when || to === undefined) return [];
    const { zone, sources } = when;
    const again = startedBy(candidate.settings, to).find(({ name: consumer, uses }) =>
      zone
        ? uses?.[zone] === "write"
        : uses?.[`bus.${mainBus}`] === "send" && (sources === undefined || sources.includes(consumer)),
    );
    if (!again) return [];
    const allowed = "a rule that does not match what it starts";
    const why = zone
      ? `${again.name} gets its events and writes to ${zone}: each object would bring the next`
      : `${again.name} gets its events and sends to the bus: each event would bring the next`;
    const fix = zone
      ? "Let it write to another zone, or wait for another one."
      : `Name other sources than ${again.name}.`;
    return [keyErrorAt(candidate, [...section, "rules", name], { allowed, why, fix })];
  }),
);

/** A schema is of events that are sent, once, and EventBridge takes it. */
const schemasAreOfEvents: Rule<ApplicationEnvironment> = each((candidate) => {
  const { settings } = candidate;
  const { events, functions, services } = settings.application ?? {};
  const senders = { functions, services, applications: settings.ai?.applications };
  const first = new Map<string, string>();
  return entriesOf(events?.schemas).flatMap(([name, { from, type, file }]) => {
    const path = [...section, "schemas", name];
    const sender = partsOf(from ?? "");
    const workload = valueAt(senders, [sender.kind, sender.name]) as Pick<Workload, "uses"> | undefined;
    const event = `${from} ${type?.replaceAll(" ", "")}`;
    const other = first.get(event);
    first.set(event, name);
    const wrong = file === undefined ? undefined : readEventSchema(file);
    return [
      ...(workload && workload.uses?.[`bus.${mainBus}`] !== "send"
        ? [
            errorAt(candidate, [...path, "from"], {
              allowed: `a sender that uses bus.${mainBus} at level send`,
              fix: `Add bus.${mainBus}: send to its uses, or remove the schema.`,
            }),
          ]
        : []),
      ...(other === undefined
        ? []
        : [
            errorAt(candidate, [...path, "type"], {
              allowed: "a type of no other schema",
              why: `${other} has it from the same sender`,
              fix: "Remove one.",
            }),
          ]),
      ...(typeof wrong === "string"
        ? [
            errorAt(candidate, [...path, "file"], {
              allowed: "a JSON Schema of draft 4, of an object",
              why: wrong,
              fix: "Add or correct the file.",
            }),
          ]
        : []),
    ];
  });
});

const namesFit: Rule<ApplicationEnvironment> = eachNamed((candidate, named) => {
  const { queues, rules } = candidate.settings.application?.events ?? {};
  const tooLong = (kind: string, names: readonly string[], room: number) =>
    names
      .filter((name) => name.length > room)
      .map((name) => {
        const allowed = `at most ${room} characters in ${candidate.name}`;
        const why = "AWS limits the name, with organization and environment";
        return keyErrorAt(candidate, [...section, kind, name], { allowed, why, fix: "Shorten it." });
      });
  return [
    ...tooLong("queues", Object.keys(queues ?? {}), roomFor("sqs-queue", named) - "-dead-letters".length),
    ...tooLong("rules", Object.keys(rules ?? {}), roomFor("event-rule", named)),
  ];
});

/** What must hold between values of the `application.events` section and the frame. */
export const eventsRules: readonly Rule<ApplicationEnvironment>[] = [
  consumed,
  zoneOrBus,
  noLoops,
  schemasAreOfEvents,
  namesFit,
];
