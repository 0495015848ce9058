import { at, type Given } from "./given";

/** Of the section ai. */
export const aiEdits: Readonly<Record<string, Given>> = {
  "ai.models.<name>.label.feature": { value: "spend_30d" },
  "ai.models.<name>.jobs.instanceType": { value: "ml.m5.xlarge" },
  "ai.models.<name>.jobs.volumeGiB": { value: 30 },
  "ai.models.<name>.jobs.maxMinutes": { value: 120 },
  "ai.models.<name>.jobs.spot": { value: false },
  "ai.models.<name>.serving.instanceType": { value: "ml.m5.xlarge" },
  "ai.models.<name>.serving.instances": { value: { max: 3 } },
  "ai.models.<name>.serving.rollout": { value: { bakeMinutes: 10 } },
  "ai.models.<name>.serving.serverless": {
    value: { memoryMiB: 2048, maxConcurrency: 5 },
    beside: [
      at("ai/models/propensity/serving/mode", "serverless"),
      at("ai/models/propensity/monitors", { dataQuality: false, modelQuality: false, explainability: false }),
      at("ai/models/propensity/monitors/bias", "none"),
    ],
  },
  "ai.models.<name>.monitors.bias.facet": {
    value: "orders_30d",
    beside: [at("ai/models/propensity/monitors/bias/values", [1])],
  },
  "ai.models.<name>.batch.instanceType": { value: "ml.m5.2xlarge" },
  "ai.modelJobs.instanceType": { value: "ml.m5.xlarge" },
  "ai.modelServing.instanceType": { value: "ml.m5.xlarge" },
  "ai.modelMonitoring.instanceType": { value: "ml.m5.xlarge" },
  "ai.bedrock.models.<name>.id": { value: "anthropic.claude-sonnet-4-5-20250929-v1:0" },
  "ai.bedrock.models.<name>.facts": {
    value: { kind: "text", inputTokens: 100_000, outputTokens: 8192, profilePrefix: "us", destinations: ["us-east-1"] },
    beside: [at("ai/bedrock/models/claude/id", "example.new-model-v1:0")],
  },
  "ai.bedrock.guardrails.<name>.patterns": {
    value: { "ticket-number": { description: "Number of a ticket.", pattern: "T-[0-9]{6}", action: "anonymize" } },
  },
  "ai.bedrock.guardrails.<name>.words.blocked": {
    value: ["lottery"],
    beside: [at("ai/bedrock/guardrails/default/words/profanity", true)],
  },
  "ai.bedrock.knowledgeBases.<name>.chunk.tokens": {
    value: 400,
    beside: [at("ai/bedrock/knowledgeBases/handbook/chunk/overlapPercent", 20)],
  },
  "ai.bedrock.knowledgeBases.<name>.chunk.overlapPercent": {
    value: 25,
    beside: [at("ai/bedrock/knowledgeBases/handbook/chunk/tokens", 300)],
  },
  "ai.bedrock.knowledgeBases.<name>.zone": {
    path: ["ai", "bedrock", "knowledgeBases", "documents", "zone"],
    value: "zones.artifacts",
    beside: [at("ai/applications/summarize/fills", "none")],
  },
  "ai.bedrock.knowledgeBases.<name>.embedding": {
    value: "cohere-embeddings",
    beside: [
      at("ai/bedrock/models/cohere-embeddings", {
        id: "cohere.embed-v4:0",
        reach: "geography",
        for: ["knowledge-bases"],
        usdPerMillionTokens: { input: 0.1, output: 0 },
        usdPerDay: 5,
      }),
    ],
  },
  "ai.bedrock.knowledgeBases.<name>.audience": {
    path: ["ai", "bedrock", "knowledgeBases", "documents", "audience"],
    value: "everybody",
    beside: [at("ai/applications/summarize/fills", "none")],
  },
  "ai.bedrock.agents.<name>.model": {
    value: "nova",
    beside: [at("ai/bedrock/models/nova/for", ["agents", "applications", "people"])],
  },
  "ai.applications.<name>.model": {
    path: ["ai", "applications", "summarize", "model"],
    value: "nova",
    beside: [at("ai/applications/summarize/fallback", "claude")],
  },
  "ai.applications.<name>.uses.<name>": {
    path: ["ai", "applications", "chat", "uses", "tables.sessions"],
    value: "read",
  },
  "ai.features.<name>.features.<name>.pii": {
    value: "pseudonymous",
    beside: [at("ai/features/customer/online/pii", "pseudonymous")],
  },
  "ai.streams.<name>.retentionHours": { value: 48 },
  "ai.streams.<name>.buffer": { value: { mebibytes: 10, seconds: 120 } },
  "ai.streams.<name>.capacity": { value: { mode: "on-demand" } },
  "ai.streaming.capacity.mode": { value: "on-demand" },
  "ai.streams.<name>.engine": { value: "kafka" },
  "ai.streaming.kafka.mode": {
    value: "provisioned",
    beside: [
      at("ai/streams/events/engine", "kafka"),
      at("ai/streaming/kafka/instanceType", "kafka.m7g.large"),
      at("ai/streaming/kafka/perZone", 1),
      at("ai/streaming/kafka/storageGiB", { first: 100, max: 500 }),
    ],
  },
};
