import type { Resource } from "../../synthesized/linked-stack";
import { groupBy, resourcesOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** Whether a selector leaves out no management event: CloudTrail names what is left out by these fields. */
function isWhole(selector: unknown): boolean {
  const fields = valuesAt(selector, "field_selector");
  const isManagement = fields.some(
    (field) => valueAt(field, "field") === "eventCategory" && valuesAt(field, "equals").includes("Management"),
  );
  return isManagement && !fields.some((field) => ["readOnly", "eventSource"].includes(String(valueAt(field, "field"))));
}

/** Whether a trail records who reads and changes what, in all regions. */
function recordsAll({ block }: Resource): boolean {
  return (
    valueAt(block, "is_multi_region_trail") === true &&
    valueAt(block, "enable_logging") !== false &&
    valuesAt(block, "advanced_event_selector").some(isWhole)
  );
}

export const trails: Rule = {
  id: "STRATA046",
  title: "Each account has one trail of all management events, of all regions",
  severity: "high",
  control: "FSBP CloudTrail.1",
  cause:
    "If no trail records an event, no alarm sees it and no one can look it up. A second trail costs as much again.",
  fix: "Set owns.account in one environment of the account: its trail records management events.",
  check: (platform) =>
    [...groupBy(resourcesOf(platform, "aws_cloudtrail"), ({ stack }) => stack.account)].flatMap(([account, all]) => {
      const [first, ...others] = all.filter(recordsAll);
      if (first) return others.map((resource) => ({ resource, detail: `records what ${first.stack.id} records` }));
      return all.map((resource) => ({
        resource,
        detail: `leaves out management events, and no other trail of account ${account} records them all`,
      }));
    }),
};
