import type { Offer } from "../../platform/references";

/** The one bus of an environment. */
export const mainBus = "main";

/** What other sections may use of the `application` section. */
export const applicationOffers: readonly Offer[] = [
  { kind: "functions", names: { keysOf: ["application", "functions"] }, levels: ["invoke"] },
  { kind: "services", names: { keysOf: ["application", "services"] }, levels: ["invoke"] },
  { kind: "queues", names: { keysOf: ["application", "events", "queues"] }, levels: ["send", "consume"] },
  { kind: "topics", names: { keysOf: ["application", "events", "topics"] }, levels: ["send"] },
  // What takes requests from outside, for objectives; no service uses an API through a reference.
  { kind: "apis", names: ["http", "partner"], levels: [] },
  { kind: "bus", names: [mainBus], levels: ["send"] },
  // Tokens of the people who sign in to the HTTP API, for who checks them on other ways in.
  { kind: "tokens", names: ["people"], levels: ["verify"] },
  // The HTTP API and the REST API for partners: routes of the edge lead to them.
  { kind: "api", names: ["http", "partner"], levels: [] },
];
