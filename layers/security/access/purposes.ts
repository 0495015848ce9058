/** What a policy tells apart by name: the purpose in the name, as `names.of` takes it, and who builds such a thing. */
export interface Purpose {
  readonly purpose: string;
  /** Layers that build it. One that is not there yet has it declared. */
  readonly layers: readonly string[];
  /** Names that go on after a hyphen are of the same family: zones of a type, functions that rotate. @default false */
  readonly family?: boolean;
  /** Only some environment files ask for it. @default false */
  readonly optional?: boolean;
}

/**
 * Every purpose that a pattern of this folder names. A name that begins like one of these by coincidence would get the
 * rights that are meant for another: a test compares them with the names in all stacks.
 */
export const purposes: readonly Purpose[] = [
  { purpose: "access-logs", layers: ["security"] },
  { purpose: "ai-engineer", layers: ["ai"], family: true },
  { purpose: "applications", layers: ["ai"] },
  { purpose: "artifacts", layers: ["data"], family: true },
  { purpose: "backup", layers: ["monitoring"], family: true },
  { purpose: "code", layers: ["data"] },
  { purpose: "edge-origin-key", layers: ["security"] },
  { purpose: "lake", layers: ["data"] },
  { purpose: "lake-processed", layers: ["data"], family: true },
  { purpose: "lake-raw", layers: ["data"], family: true },
  { purpose: "lake-results", layers: ["data"] },
  { purpose: "log", layers: ["security"], family: true },
  { purpose: "model-invocations", layers: ["ai"] },
  { purpose: "rotate", layers: ["security", "data"], family: true },
  { purpose: "sagemaker", layers: ["ai"], family: true },
  { purpose: "site", layers: ["presentation"] },
  { purpose: "topics", layers: ["ai"], family: true, optional: true },
  { purpose: "trail", layers: ["security"] },
  { purpose: "undelivered-events", layers: ["application"] },
  { purpose: "users", layers: ["data"], family: true },
];
