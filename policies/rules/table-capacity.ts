import type { Resource } from "../../synthesized/linked-stack";
import { pointingAt, resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** What scales by itself: a dimension of a table or of one of its indexes. */
interface Scaled {
  /** As Application Auto Scaling names it, as in `index/by-customer`; empty for the table itself. */
  readonly part: string;
  readonly dimension: string;
}

/** The scaling targets of a table and of its indexes. */
export function scalingOf(platform: Platform, table: Resource): Resource[] {
  return resourcesOf(platform, "aws_appautoscaling_target").filter(({ stack, block: { resource_id } }) => {
    const isNamed = String(resource_id).split("/")[1] === table.block.name && stack === table.stack;
    return isNamed || targetsOf(stack, resource_id).includes(table);
  });
}

function isFor({ block }: Resource, { part, dimension }: Scaled): boolean {
  const id = String(block.resource_id);
  const isOfPart = part === "" ? !id.includes("/index/") : id.endsWith(`/${part}`);
  return isOfPart && block.scalable_dimension === dimension;
}

/** A target without a policy has limits and never moves between them. */
function hasPolicy(platform: Platform, target: Resource): boolean {
  const { resource_id, scalable_dimension } = target.block;
  const sameText = ({ block }: Resource) =>
    block.resource_id === resource_id && block.scalable_dimension === scalable_dimension;
  return (
    pointingAt(platform, target, "aws_appautoscaling_policy", "resource_id").length > 0 ||
    resourcesOf(platform, "aws_appautoscaling_policy").some(sameText)
  );
}

function findingsOf(platform: Platform, table: Resource): Finding[] {
  const { billing_mode = "PROVISIONED", global_secondary_index } = table.block;
  if (billing_mode !== "PROVISIONED") return [];
  const indexes = valuesAt(global_secondary_index, "name").map((name) => `index/${String(name)}`);
  const targets = scalingOf(platform, table);
  return ["", ...indexes].flatMap((part) =>
    ["ReadCapacityUnits", "WriteCapacityUnits"].flatMap((capacity) => {
      const dimension = `dynamodb:${part === "" ? "table" : "index"}:${capacity}`;
      const scaling = targets.filter((target) => isFor(target, { part, dimension }));
      if (scaling.some((target) => hasPolicy(platform, target))) return [];
      return [{ resource: table, detail: `nothing scales ${capacity} of ${part || "the table"}` }];
    }),
  );
}

export const tableCapacity: Rule = {
  id: "STRATA024",
  title: "A provisioned table scales its reads and writes, and those of its indexes",
  severity: "medium",
  control: "FSBP DynamoDB.1",
  cause:
    "Beyond the provisioned capacity DynamoDB refuses requests; an index that lags behind refuses the writes of its table.",
  fix: "Bill the table on demand, or give each dimension of table and indexes a scaling target with a policy.",
  check: (platform) => resourcesOf(platform, "aws_dynamodb_table").flatMap((table) => findingsOf(platform, table)),
};
