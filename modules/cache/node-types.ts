const burstable = ["micro", "small", "medium"];
const intel = ["large", "xlarge", "2xlarge", "4xlarge", "12xlarge", "24xlarge"];
const graviton = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];

/**
 * Families that a global datastore takes, with their sizes. Without R6gd, which needs data tiering
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html).
 */
const globalFamilies = {
  c7gn: graviton,
  m5: intel,
  m6g: graviton,
  m7g: graviton,
  r5: intel,
  r6g: graviton,
  r7g: graviton,
};

/**
 * Families of the current generation, which encrypt what they keep; without M4, R4 and T2, which M5, R5 and T3 replace
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html).
 */
const families = { ...globalFamilies, t3: burstable, t4g: burstable };

function typesOf(sizesByFamily: Readonly<Record<string, readonly string[]>>): RegExp {
  const types = Object.entries(sizesByFamily).map(([family, sizes]) => `${family}\\.(${sizes.join("|")})`);
  return new RegExp(`^cache\\.(${types.join("|")})$`);
}

/** The node types that caches can have. */
export const nodeTypes = typesOf(families);

/** Those that a global datastore takes. */
export const globalNodeTypes = typesOf(globalFamilies);
