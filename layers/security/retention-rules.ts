import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { SecurityEnvironment } from "./config";

const archiveOutlivesLogGroups: Rule<SecurityEnvironment> = each((candidate) => {
  const { logRetentionDays, security } = candidate.settings;
  const retentionDays = security?.logArchive?.retentionDays;
  if (logRetentionDays === undefined || retentionDays === undefined || retentionDays >= logRetentionDays) return [];
  const allowed = `at least logRetentionDays, ${logRetentionDays}`;
  const fix = `Set it to ${logRetentionDays} or more, or lower logRetentionDays.`;
  const path = ["security", "logArchive", "retentionDays"];
  return [errorAt(candidate, path, { place: placeBetween(candidate, path, ["logRetentionDays"]), allowed, fix })];
});

const glacierBeforeTheEnd: Rule<SecurityEnvironment> = each((candidate) => {
  const { glacierAfterDays, retentionDays } = candidate.settings.security?.logArchive ?? {};
  if (glacierAfterDays === undefined || retentionDays === undefined || glacierAfterDays < retentionDays) return [];
  const allowed = `less than retentionDays, ${retentionDays}`;
  const fix = `Set it to less than ${retentionDays}, or raise retentionDays.`;
  const section = ["security", "logArchive"];
  const path = [...section, "glacierAfterDays"];
  return [
    errorAt(candidate, path, { place: placeBetween(candidate, path, [...section, "retentionDays"]), allowed, fix }),
  ];
});

const vaultLockLetsSomethingThrough: Rule<SecurityEnvironment> = each((candidate) => {
  const { minRetentionDays, maxRetentionDays } = candidate.settings.security?.backup ?? {};
  if (minRetentionDays === undefined || maxRetentionDays === undefined || minRetentionDays <= maxRetentionDays)
    return [];
  const allowed = `at most maxRetentionDays, ${maxRetentionDays}`;
  const fix = `Set it to ${maxRetentionDays} or less, or raise maxRetentionDays.`;
  const section = ["security", "backup"];
  const path = [...section, "minRetentionDays"];
  return [
    errorAt(candidate, path, { place: placeBetween(candidate, path, [...section, "maxRetentionDays"]), allowed, fix }),
  ];
});

export const retentionRules: readonly Rule<SecurityEnvironment>[] = [
  archiveOutlivesLogGroups,
  glacierBeforeTheEnd,
  vaultLockLetsSomethingThrough,
];
