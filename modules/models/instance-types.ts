/** Sizes by family, as in `{ m5: "large xlarge" }`. */
type Sizes = Readonly<Record<string, string>>;

const upTo48 = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge";
const upTo32 = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge";
const graviton = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
const gpu = "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge";

/** Families with a GPU or another accelerator that jobs and endpoints have in common. */
const accelerated: Sizes = {
  g4dn: "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  g5: gpu,
  g6: gpu,
  g6e: gpu,
};

const inferentia: Sizes = { inf2: "xlarge 8xlarge 24xlarge 48xlarge" };

/** Names of the families with an accelerator, as in "g5". */
export const acceleratorFamilies = Object.keys({ ...accelerated, ...inferentia });

/** Name of the family of a type, as in "g5" of ml.g5.xlarge. */
export function familyOf(type: string): string {
  return type.split(".")[1] ?? "";
}

/** Families that processing, training and batch transform have in common. Older ones are left out. */
const jobs: Sizes = {
  ...accelerated,
  c5: "xlarge 2xlarge 4xlarge 9xlarge 18xlarge",
  c6i: upTo32.replace("large ", ""),
  c7i: upTo48,
  m5: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
  m6i: upTo32,
  m7i: upTo48,
  r6i: upTo32,
  r7i: upTo48,
};

/** Families that endpoints have and the provider knows. Older ones are left out. */
const endpoints: Sizes = {
  ...accelerated,
  c5: "large xlarge 2xlarge 4xlarge 9xlarge 18xlarge",
  c6g: graviton,
  c6i: upTo32,
  c7g: graviton,
  c7i: upTo48,
  ...inferentia,
  m5: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
  m6g: graviton,
  m6i: upTo32,
  m7i: upTo48,
  r6g: graviton,
  r6i: upTo32,
  r7i: upTo48,
  t2: "medium large xlarge 2xlarge",
};

function typesOf(sizes: Sizes): ReadonlySet<string> {
  return new Set(
    Object.entries(sizes).flatMap(([family, all]) => all.split(" ").map((size) => `ml.${family}.${size}`)),
  );
}

/** Types that every job of a model runs on: processing, training and batch transform. */
export const jobTypes = typesOf(jobs);

/** Types that endpoints run on. */
export const endpointTypes = typesOf(endpoints);
