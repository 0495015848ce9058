import { errorAt, originOf } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import type { MonitoringEnvironment } from "./config";

/** A vault refuses what its lock does not allow, at every backup and not at the apply. */
const withinTheLock: Rule<MonitoringEnvironment> = each((candidate) => {
  const { monitoring, security } = candidate.settings;
  const { minRetentionDays = 1, maxRetentionDays = 36_500 } = security?.backup ?? {};
  // A lock that accepts no recovery point is a separate error.
  if (minRetentionDays > maxRetentionDays) return [];
  return entriesOf(monitoring?.backup).flatMap(([key, days]) => {
    if (typeof days !== "number" || (days >= minRetentionDays && days <= maxRetentionDays)) return [];
    const bound = days < minRetentionDays ? "minRetentionDays" : "maxRetentionDays";
    const limit = ["security", "backup", bound];
    return [
      errorAt(candidate, ["monitoring", "backup", key], {
        allowed: `${minRetentionDays} to ${maxRetentionDays} days`,
        why: `the vault's lock refuses others (${limit.join(".")}, ${originOf(candidate, limit)})`,
        fix: `Set it to ${minRetentionDays} to ${maxRetentionDays}, or change ${limit.join(".")}.`,
      }),
    ];
  });
});

/** A logically air-gapped vault is locked from the start. */
const withinTheAirGap: Rule<MonitoringEnvironment> = each((candidate) => {
  const {
    keepDays,
    minRetentionDays = 7,
    maxRetentionDays = 36_500,
  } = candidate.settings.monitoring?.backup?.airGapped ?? {};
  const path = ["monitoring", "backup", "airGapped"];
  if (minRetentionDays > maxRetentionDays) {
    return [
      errorAt(candidate, [...path, "minRetentionDays"], {
        allowed: `at most ${maxRetentionDays}, which is maxRetentionDays`,
        why: "the vault would accept no recovery point",
        fix: "Lower it.",
      }),
    ];
  }
  if (keepDays === undefined || (keepDays >= minRetentionDays && keepDays <= maxRetentionDays)) return [];
  return [
    errorAt(candidate, [...path, "keepDays"], {
      allowed: `${minRetentionDays} to ${maxRetentionDays} days`,
      why: "the vault refuses others (minRetentionDays, maxRetentionDays)",
      fix: `Set it to ${minRetentionDays} to ${maxRetentionDays}.`,
    }),
  ];
});

export const backupRules: readonly Rule<MonitoringEnvironment>[] = [withinTheLock, withinTheAirGap];
