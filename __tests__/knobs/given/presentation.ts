import { at, type Given } from "./given";

const nameServers = ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"];

/** Of the section presentation. */
export const presentationEdits: Readonly<Record<string, Given>> = {
  "presentation.zone.delegates": { value: { partners: { nameServers } } },
  "presentation.routes.<name>.paths": {
    path: ["presentation", "routes", "chat", "paths"],
    value: ["/health", "/live"],
    beside: [at("presentation/routes/chat-pages", { host: "chat", to: "services.gateway" })],
  },
  "presentation.routes.<name>.to": { path: ["presentation", "routes", "partner", "to"], value: "services.gateway" },
  "presentation.routes.<name>.methods": { path: ["presentation", "routes", "api", "methods"], value: "read" },
  "presentation.routes.<name>.webSocket": { path: ["presentation", "routes", "chat", "webSocket"], value: false },
  "presentation.routes.<name>.cacheSeconds": { path: ["presentation", "routes", "api", "cacheSeconds"], value: 60 },
  "presentation.cdn.countries": { value: { action: "allow", codes: ["DE", "FR"] } },
  "presentation.cdn.staging": {
    value: { api: { attached: false, percent: 5, routes: { "routes.api": { methods: "read" } } } },
  },
  "presentation.waf.managedGroups.<name>.owner": { value: "edge" },
  "presentation.waf.managedGroups.<name>.until": { value: "2027-03-31" },
  "presentation.waf.botInspection": {
    value: "targeted",
    beside: [at("presentation/waf/managedGroups/bot-control", { action: "block" })],
  },
  "presentation.waf.signIn": {
    value: {
      route: "routes.chat",
      path: "/login",
      payload: "json",
      usernameField: "/username",
      passwordField: "/password",
      answers: { success: [200], failure: [401] },
    },
    beside: [at("presentation/waf/managedGroups/account-takeover", { action: "count" })],
  },
  "presentation.waf.exceptions": {
    value: {
      "large-bodies": {
        group: "common",
        rule: "SizeRestrictions_BODY",
        reason: "Uploads are larger than 8 KiB.",
        owner: "edge",
        until: "2027-03-31",
      },
    },
  },
  "presentation.waf.blockedAddresses": { value: ["198.51.100.0/24"] },
  "presentation.waf.allowedAddresses": { value: ["203.0.113.0/24"] },
  "presentation.shield.response": { value: "count", beside: [at("presentation/shield/plan", "advanced")] },
  "presentation.shield.watched": { value: { chat: "/health" }, beside: [at("presentation/shield/plan", "advanced")] },
  "presentation.shield.contacts": {
    value: { oncall: { email: "oncall@example.com", phone: "+15551234567" } },
    beside: [at("presentation/shield/plan", "advanced"), at("presentation/shield/watched", { chat: "/health" })],
  },
};
