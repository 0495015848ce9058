import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { capacityRules } from "./capacity-rules";
import type { DataEnvironment } from "./config";
import { lakeRules } from "./lake-rules";
import { recoveryRules } from "./recovery-rules";
import { tableRules } from "./tables-rules";

/** The job takes what is stored for done: what expired in the processed zone and is read again is stored anew. */
const processedOutlivesLookback: Rule<DataEnvironment> = each((candidate) => {
  const { etl, lake } = candidate.settings.data ?? {};
  const retentionDays = lake?.zones?.processed?.retentionDays;
  if (etl?.lookbackDays === undefined || retentionDays === undefined || etl.lookbackDays < retentionDays) return [];
  const path = ["data", "etl", "lookbackDays"];
  const kept = ["data", "lake", "zones", "processed", "retentionDays"];
  const allowed = `less than the ${retentionDays} days that the processed zone keeps`;
  const fix = `Set it to less than ${retentionDays}, or raise ${kept.join(".")}.`;
  return [errorAt(candidate, path, { place: placeBetween(candidate, path, kept), allowed, fix })];
});

/** What must hold between values of the `data` section and the frame. */
export const dataRules: readonly Rule<DataEnvironment>[] = [
  ...capacityRules,
  ...tableRules,
  ...lakeRules,
  processedOutlivesLookback,
  ...recoveryRules,
];
