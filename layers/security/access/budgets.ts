import { service } from "./service";

/** AWS Budgets: what may be spent. */
export const budgets = service({
  prefix: "budgets",
  global: true,
  resources: { budget: "arn:aws:budgets::{account}:budget/{name}-*" },
  read: ["Describe*", "ListTagsForResource", "ViewBudget"],
  change: { policy: "infrastructure", on: ["budget"] },
});
