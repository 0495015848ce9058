import { addonNames } from "../../../modules/kubernetes/versions";
import { at, type Given } from "./given";

const version = "v9.9.9-eksbuild.1";

/** Of the section application. */
export const applicationEdits: Readonly<Record<string, Given>> = {
  "application.services.<name>.architecture": {
    value: "x86_64",
    beside: [at("application/kubernetes/compute/nodes/instanceTypes", ["m7i.large"])],
  },
  "application.services.<name>.scale": { value: { min: 2 } },
  "application.services.<name>.stickySeconds": { value: 60 },
  "application.services.<name>.uses.<name>": {
    path: ["application", "services", "gateway", "uses", "tables.sessions"],
    value: "read",
  },
  "application.functions.<name>.from": {
    path: ["application", "functions", "document-actions", "from"],
    value: "tables.documents",
  },
  "application.functions.<name>.reservedConcurrency": { value: 10 },
  "application.functions.<name>.uses.<name>": {
    path: ["application", "functions", "documents-api", "uses", "zones.raw"],
    value: "read",
  },
  ...Object.fromEntries(addonNames.map((name) => [`application.kubernetes.addons.${name}`, { value: version }])),
  "application.kubernetes.addons.kube-proxy": { value: "v1.35.9-eksbuild.1" },
  "application.kubernetes.compute.nodes.instanceTypes": { value: ["m7g.large"] },
  "application.kubernetes.compute.gpu": {
    path: ["application", "kubernetes", "compute", "gpu"],
    value: { instanceTypes: ["g6.xlarge"], max: 2, volumeGiB: 100 },
  },
  "application.kubernetes.breakGlass": {
    value: { roleArn: "arn:aws:iam::111122223333:role/administrator", reason: "The cluster lost its access entries." },
  },
  "application.events.queues.<name>.visibilitySeconds": { value: 600 },
  "application.events.rules.<name>.when.zone": { value: "zones.processed" },
  "application.events.rules.<name>.when.bus": {
    value: "bus.main",
    beside: [
      at("application/events/rules/new-upload/when/zone", "none"),
      at("application/events/rules/new-upload/when/prefix", "none"),
      at("application/events/rules/new-upload/when/sources", ["gateway"]),
    ],
  },
  "application.events.rules.<name>.when.sources": {
    value: ["gateway"],
    beside: [
      at("application/events/rules/new-upload/when/zone", "none"),
      at("application/events/rules/new-upload/when/prefix", "none"),
      at("application/events/rules/new-upload/when/bus", "bus.main"),
    ],
  },
  "application.events.rules.<name>.when.types": {
    value: ["Document Stored"],
    beside: [
      at("application/events/rules/new-upload/when/sources", ["upload-worker"]),
      at("application/events/rules/new-upload/to", "functions.document-actions"),
      at("application/events/rules/new-upload/when/zone", "none"),
      at("application/events/rules/new-upload/when/prefix", "none"),
      at("application/events/rules/new-upload/when/bus", "bus.main"),
    ],
  },
  "application.events.rules.<name>.to": { value: "functions.document-actions" },
  "application.events.schemas.<name>.type": {
    value: "Document Changed",
    beside: [at("ai/applications/summarize/on/types", ["Document Changed"])],
  },
  "application.events.topics": {
    value: { news: { description: "News of documents.", subscribers: ["functions.document-actions"] } },
  },
  "application.api.http.routes.<name>.to": { value: "services.gateway" },
  "application.api.http.routes.<name>.burst": { value: 20 },
  "application.api.signIn.federation": {
    value: { kind: "saml", name: "workforce", metadataUrl: "https://login.example.com/metadata.xml" },
  },
  "application.delivery.smokeTests.<name>.host": { value: "chat" },
  "application.delivery.smokeTests.<name>.path": { value: "/documents" },
};
