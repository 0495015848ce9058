import { expect, test } from "vitest";
import { z } from "zod";
import { formatPlace } from "../../environments/loader/errors";
import { inspectFolder } from "../../environments/loader/inspect";
import { referencesResolve } from "../../environments/rules/references";
import { environmentSchema, tierDefaults } from "../../environments/schema";
import { layers } from "../../layers/layers";
import { type Offer, uses } from "../../platform/references";
import { base, dev, folderOf } from "./fixtures";

/** A section to come: services that use what others offer, and one list of jobs that do. */
const service = z.strictObject({ uses: uses("What the service uses.").optional() });
const probe = z.strictObject({ services: z.record(z.string(), service).optional(), jobs: z.array(service).optional() });
const schema = environmentSchema.extend({ probe: probe.optional() });

const offered = `data: { tables: { sessions: { hashKey: id, attributes: { id: S } } } }
security: { secrets: { generated: { signing-key: { application: chat, description: Signs the sessions. } } } }
`;

/** The errors of dev with this section, which starts in line 17. */
function errorsOf(section: string): string[] {
  const offers = Object.values(layers).flatMap((layer) => layer.offers);
  const definition = { schema, tierDefaults, rules: [referencesResolve(offers)] };
  const { errors } = inspectFolder(folderOf({ base, dev: `${dev}${offered}probe: ${section}\n` }), definition);
  return errors.map(
    ({ place, key, seen, allowed, fix }) => `${formatPlace(place)} ${key} | ${seen} | ${allowed} | ${fix}`,
  );
}

const using = (reference: string) => errorsOf(`{ services: { gateway: { uses: { ${reference} } } } }`);

test.each([
  "tables.sessions: write",
  "zones.raw: read",
  "database.main: write",
  "cache.main: read",
  "secrets.signing-key: read",
])("a section may use %s", (reference) => {
  expect(using(reference)).toEqual([]);
});

const used = Object.values(layers)
  .flatMap((layer): readonly Offer[] => layer.offers)
  .filter(({ levels }) => levels.length > 0);
const kinds = [...new Set(used.map(({ kind }) => kind))].join(", ");
const path = "probe.services.gateway.uses";

test.each([
  [
    "a table that is not there",
    "tables.session: write",
    `17:41 ${path}.tables.session | the key tables.session | a name of the kind tables (sessions) | Did you mean tables.sessions?`,
  ],
  [
    "one that is like no other",
    "tables.orders: write",
    `17:41 ${path}.tables.orders | the key tables.orders | a name of the kind tables (sessions) | Add orders to data.tables.`,
  ],
  [
    "a kind that nothing offers",
    "buckets.uploads: send",
    `17:41 ${path}.buckets.uploads | the key buckets.uploads | a name of one of the kinds ${kinds} | Remove the line.`,
  ],
  [
    "a queue where there is none",
    "queues.uploads: send",
    `17:41 ${path}.queues.uploads | the key queues.uploads | a name of the kind queues (there is none) | Add uploads to application.events.queues.`,
  ],
  [
    "the only thing of its kind by another name",
    "cache.sessions: read",
    `17:41 ${path}.cache.sessions | the key cache.sessions | a name of the kind cache (main) | Remove the line.`,
  ],
  [
    "a level that is not offered",
    "secrets.signing-key: write",
    `17:62 ${path}.secrets.signing-key | write | a level of the kind secrets (read) | Change it.`,
  ],
  [
    "a level that is misspelled",
    "tables.sessions: writes",
    `17:58 ${path}.tables.sessions | writes | a level of the kind tables (read or write) | Did you mean write?`,
  ],
  [
    "no reference at all",
    "sessions: write",
    `17:41 ${path}.sessions | the key sessions | a name of one of the kinds ${kinds} | Remove the line.`,
  ],
])("a section may not use %s", (_, reference, expected) => {
  expect(using(reference)).toEqual([`environments/dev.yaml:${expected}`]);
});

test("maps are found in lists too", () => {
  expect(errorsOf("{ jobs: [{}, { uses: { zones.clean: read } }] }")).toEqual([
    expect.stringContaining(
      "probe.jobs[1].uses.zones.clean | the key zones.clean | a name of the kind zones (raw, processed",
    ),
  ]);
});
