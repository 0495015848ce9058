/** What CloudFront takes: percent of requests, and seconds that users stay. */
export const stagingLimits = { mostPercent: 15, leastStickySeconds: 300, mostStickySeconds: 3600 };

/** What names of headers begin with that lead to a staging distribution. */
export const stagingHeaderPrefix = "aws-cf-cd-";
