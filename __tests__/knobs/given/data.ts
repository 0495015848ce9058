import { interfaceEndpoints } from "../../../modules/network/endpoint-services";
import { at, type Given } from "./given";

const units = { min: 5, max: 100 };
const provisioned = { mode: "provisioned", read: units, write: units, targetPercent: 70 };

/** Of the sections network and data. */
export const dataEdits: Readonly<Record<string, Given>> = {
  "data.relational.users.<name>.vectors": {
    value: { dimensions: 1024 },
  },
  "data.tables.<name>.hashKey": {
    value: "tenantId",
    beside: [at("data/tables/sessions/attributes", { sessionId: "none", tenantId: "S" })],
  },
  "data.tables.<name>.rangeKey": {
    path: ["data", "tables", "sessions", "rangeKey"],
    value: "startedAt",
    beside: [at("data/tables/sessions/attributes", { startedAt: "N" })],
  },
  "data.tables.<name>.attributes.<name>": { value: "B" },
  "data.tables.<name>.billing": { value: provisioned },
  "data.tables.<name>.indexes": {
    value: { "by-start": { hashKey: "startedAt", projection: "KEYS_ONLY" } },
    beside: [at("data/tables/sessions/attributes", { startedAt: "N" })],
  },
  "data.tables.<name>.indexes.<name>.hashKey": {
    value: "version",
    beside: [at("data/tables/documents/attributes/owner", "none")],
  },
  "data.cache.nodeType": { value: "cache.t4g.small" },
  "data.tableBilling.mode": {
    value: "provisioned",
    beside: [
      at("data/tableBilling/read", units),
      at("data/tableBilling/write", units),
      at("data/tableBilling/targetPercent", 70),
      at("data/tableBilling/changesIndexes", true),
    ],
  },
  "network.interfaceEndpoints": { value: interfaceEndpoints.filter((service) => service !== "bedrock-agent-runtime") },
};
