import { faultAt, placeBetween } from "../draft";
import { each, type Rule } from "./rule";

const archiveOutlivesLogGroups: Rule = each((candidate) => {
  const { logRetentionDays, security } = candidate.settings;
  const retentionDays = security?.logArchive?.retentionDays;
  if (logRetentionDays === undefined || retentionDays === undefined || retentionDays >= logRetentionDays) return [];
  const allowed = `the archive keeps logs at least as long as CloudWatch Logs does (logRetentionDays, ${logRetentionDays})`;
  const fix = `Set it to ${logRetentionDays} or more, or lower logRetentionDays.`;
  const path = ["security", "logArchive", "retentionDays"];
  return [faultAt(candidate, path, { place: placeBetween(candidate, path, ["logRetentionDays"]), allowed, fix })];
});

const glacierBeforeTheEnd: Rule = each((candidate) => {
  const { glacierAfterDays, retentionDays } = candidate.settings.security?.logArchive ?? {};
  if (glacierAfterDays === undefined || retentionDays === undefined || glacierAfterDays < retentionDays) return [];
  const allowed = `a log moves to Glacier before its retention ends (retentionDays, ${retentionDays})`;
  const fix = `Set it to less than ${retentionDays}, or raise retentionDays.`;
  const section = ["security", "logArchive"];
  const path = [...section, "glacierAfterDays"];
  return [
    faultAt(candidate, path, { place: placeBetween(candidate, path, [...section, "retentionDays"]), allowed, fix }),
  ];
});

const vaultLockLetsSomethingThrough: Rule = each((candidate) => {
  const { minRetentionDays, maxRetentionDays } = candidate.settings.security?.backup ?? {};
  if (minRetentionDays === undefined || maxRetentionDays === undefined || minRetentionDays <= maxRetentionDays)
    return [];
  const allowed = `the shortest life of a recovery point is not longer than the longest (maxRetentionDays, ${maxRetentionDays})`;
  const fix = `Set it to ${maxRetentionDays} or less, or raise maxRetentionDays.`;
  const section = ["security", "backup"];
  const path = [...section, "minRetentionDays"];
  return [
    faultAt(candidate, path, { place: placeBetween(candidate, path, [...section, "maxRetentionDays"]), allowed, fix }),
  ];
});

/** The job takes what is stored for done: what expired in the processed zone and is read again is stored anew. */
const processedOutlivesLookback: Rule = each((candidate) => {
  const { etl, lake } = candidate.settings.data ?? {};
  const retentionDays = lake?.zones?.processed?.retentionDays;
  if (etl?.lookbackDays === undefined || retentionDays === undefined || etl.lookbackDays < retentionDays) return [];
  const path = ["data", "etl", "lookbackDays"];
  const kept = ["data", "lake", "zones", "processed", "retentionDays"];
  const allowed = `less than the processed zone keeps, ${retentionDays} days`;
  const fix = `Set it to less than ${retentionDays}, or raise ${kept.join(".")}.`;
  return [faultAt(candidate, path, { place: placeBetween(candidate, path, kept), allowed, fix })];
});

export const retentionRules: readonly Rule[] = [
  archiveOutlivesLogGroups,
  glacierBeforeTheEnd,
  vaultLockLetsSomethingThrough,
  processedOutlivesLookback,
];
