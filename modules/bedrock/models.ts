/** What a model answers with: text, or vectors that represent text. */
export type ModelKind = "text" | "vectors";

/** Regions that a cross-region profile takes requests in, and those that it sends them to. */
interface Profile {
  /** First part of its id, as in `us` of `us.amazon.nova-pro-v1:0`. */
  readonly prefix: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What the platform has to know of a foundation model. */
export interface ModelFacts {
  readonly kind: ModelKind;
  /** Most tokens of a request. */
  readonly inputTokens: number;
  /** Most tokens of an answer. @default none: it answers with vectors */
  readonly outputTokens?: number;
  /** Lengths of vectors that it can make. @default none: it answers with text */
  readonly dimensions?: readonly number[];
  /** Regions that answer without a profile. */
  readonly regions: readonly string[];
  readonly profiles: readonly Profile[];
  /** Last day of the model on Bedrock, as in "2027-04-08". @default AWS has announced none */
  readonly endOfLife?: string;
}

/**
 * Day of the last comparison of the table below with its sources. Models are judged as of this day: synthesis has no
 * clock.
 */
export const modelsAsOf = "2026-11-29";

const northAmerica = ["us-east-1", "us-east-2", "us-west-2"];
const europe = ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"];
const firstInEurope = ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"];

const us: Profile = { prefix: "us", from: northAmerica, to: northAmerica };
const eu: Profile = { prefix: "eu", from: europe, to: europe };
const fewerInEu: Profile = { prefix: "eu", from: firstInEurope, to: firstInEurope };
/** Sends requests to every commercial region, to which AWS adds. */
const global: Profile = { prefix: "global", from: [...northAmerica, ...europe], to: [] };

const claude = { kind: "text", inputTokens: 200_000, regions: [] } as const;
const nova = { kind: "text", inputTokens: 300_000, outputTokens: 10_000, regions: ["us-east-1"] } as const;
const llama = { kind: "text", inputTokens: 128_000, outputTokens: 8_192, regions: [], profiles: [us] } as const;

/**
 * Foundation models by id. Pages are below docs.aws.amazon.com: profiles and their regions from
 * bedrock/latest/userguide/inference-profiles-support.html, as of December 2025, which AWS says never change; last days
 * from model-lifecycle-legacy.html, as of October 2026; tokens and vectors from the pages of the models. Profiles that
 * are called from other regions add these to their destinations, and are not here.
 */
export const modelTable: Readonly<Record<string, ModelFacts>> = {
  "anthropic.claude-haiku-4-5-20251001-v1:0": { ...claude, outputTokens: 64_000, profiles: [us, eu, global] },
  "anthropic.claude-opus-4-5-20251101-v1:0": { ...claude, outputTokens: 64_000, profiles: [us, eu, global] },
  "anthropic.claude-sonnet-4-5-20250929-v1:0": {
    ...claude,
    outputTokens: 64_000,
    profiles: [us, eu, global],
    endOfLife: "2027-04-08",
  },
  "anthropic.claude-opus-4-1-20250805-v1:0": {
    ...claude,
    outputTokens: 32_000,
    profiles: [us],
    endOfLife: "2027-01-08",
  },
  "anthropic.claude-sonnet-4-20250514-v1:0": {
    ...claude,
    outputTokens: 64_000,
    profiles: [us, eu],
    endOfLife: "2026-10-14",
  },
  "anthropic.claude-3-haiku-20240307-v1:0": {
    ...claude,
    outputTokens: 4_096,
    profiles: [us],
    endOfLife: "2026-09-10",
  },
  "amazon.nova-lite-v1:0": { ...nova, profiles: [us, fewerInEu] },
  "amazon.nova-micro-v1:0": { ...nova, inputTokens: 128_000, profiles: [us, fewerInEu] },
  "amazon.nova-pro-v1:0": { ...nova, profiles: [us, fewerInEu] },
  "amazon.nova-2-lite-v1:0": {
    kind: "text",
    inputTokens: 1_000_000,
    outputTokens: 64_000,
    regions: [],
    profiles: [eu, global],
  },
  "meta.llama3-3-70b-instruct-v1:0": llama,
  "meta.llama4-maverick-17b-instruct-v1:0": llama,
  "meta.llama4-scout-17b-instruct-v1:0": llama,
  "amazon.titan-embed-text-v2:0": {
    kind: "vectors",
    inputTokens: 8_192,
    dimensions: [256, 512, 1024],
    regions: ["us-east-1", "us-west-2", "ca-central-1", "eu-central-1", "eu-west-2", "ap-northeast-1", "sa-east-1"],
    profiles: [],
  },
  "cohere.embed-v4:0": {
    kind: "vectors",
    inputTokens: 128_000,
    dimensions: [256, 512, 1024, 1536],
    regions: [],
    profiles: [us, eu],
  },
};
