import { expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const group = (features: string, more = "recordId: customer_id, eventTime: computed_at") =>
  adding(
    "dev",
    `ai: { features: { customer: { description: What a customer did., ${more}, features: { ${features} } } } }`,
  );
const keys = "recordId: customer_id, eventTime: computed_at";

test("features of a group are fine", () => {
  expect(errorsOf(group("orders_30d: { type: integer }", `${keys}, online: { ttlDays: 30 }`))).toEqual([]);
});

test("an online store holds personal data that it is made for", () => {
  const online = `${keys}, online: { ttlDays: 30, pii: direct }`;
  expect(errorsOf(group("email: { type: text, pii: direct }", online))).toEqual([]);
});

test.each<Case>([
  [
    "without a record id",
    group("orders: { type: integer }", "eventTime: computed_at"),
    "dev.yaml:15:19 ai.features.customer.recordId | nothing | a lower-case letter first, then such letters, digits and single _ between them; 64 in all | Set ai.features.customer.recordId in environments/dev.yaml.",
  ],
  [
    "without an event time",
    group("orders: { type: integer }", "recordId: customer_id"),
    "dev.yaml:15:19 ai.features.customer.eventTime | nothing | a lower-case letter first, then such letters, digits and single _ between them; 64 in all | Set ai.features.customer.eventTime in environments/dev.yaml.",
  ],
  [
    "with a name of Feature Store",
    group("write_time: { type: text }"),
    "dev.yaml:15:125 ai.features.customer.features.write_time | the key write_time | a name that Feature Store does not use itself (api_invocation_time, is_deleted, write_time) | Choose another name.",
  ],
  [
    "with an event time that Feature Store sets",
    group("a: { type: text }", "recordId: id, eventTime: write_time"),
    "dev.yaml:15:91 ai.features.customer.eventTime | write_time | a name that Feature Store does not use itself (api_invocation_time, is_deleted, write_time) | Choose another name.",
  ],
  [
    "whose record id is its event time",
    group("a: { type: text }", "recordId: id, eventTime: id"),
    "dev.yaml:15:91 ai.features.customer.eventTime | id | another feature than recordId | Name the feature with the time.",
  ],
  [
    "that says twice what its records are",
    group("customer_id: { type: text }"),
    "dev.yaml:15:125 ai.features.customer.features.customer_id | the key customer_id | features other than recordId and eventTime, which are texts and need no line | Remove the line.",
  ],
  [
    "with more personal data than its online store may hold",
    group("email: { type: text, pii: direct }", `${keys}, online: { ttlDays: 30, pii: pseudonymous }`),
    "dev.yaml:15:195 ai.features.customer.features.email.pii | direct | at most pseudonymous, what the online store may say of a person | Move the feature to a group without an online store, or set ai.features.customer.online.pii to direct.",
  ],
  [
    "with a type that Feature Store does not know",
    group("born: { type: date }"),
    "dev.yaml:15:139 ai.features.customer.features.born.type | date | one of text, integer, number | Change it.",
  ],
  [
    "with a name in capitals",
    group("Orders: { type: integer }"),
    "dev.yaml:15:125 ai.features.customer.features.Orders | the key Orders | a lower-case letter first, then such letters, digits and single _ between them; 64 in all | Rename it.",
  ],
  [
    "with a job that never starts",
    group("a: { type: text }", `${keys}, job: { schedule: cron(30 25 * * ? *) }`),
    "dev.yaml:15:130 ai.features.customer.job.schedule | cron(30 25 * * ? *) | a schedule whose hour is from 0 to 23 | Change it.",
  ],
])("no feature group %s", tells);

test("no feature group has a function or a job without code", () => {
  const files = (more: string) =>
    adding("dev", `ai: { features: { orders: { description: What was ordered., ${keys}, ${more}, features: {} } } }`);
  expect(errorsOf(files("job: { schedule: cron(30 4 * * ? *) }"))).toEqual([
    expect.stringContaining("a group whose features jobs/orders_features.py computes"),
  ]);
});
