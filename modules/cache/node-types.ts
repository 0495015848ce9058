/**
 * Node types that a global datastore takes
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html).
 */
export const globalNodeTypes = /^cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.\d*x?large$/;
