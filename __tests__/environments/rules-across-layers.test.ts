import { describe, expect, test } from "vitest";
import { adding, type Case, editing, errorsOf, tells } from "./fixtures";

describe("across layers", () => {
  const archive = (value: string) => `security:\n  logArchive:\n    ${value}`;

  test.each<Case>([
    [
      "an import into a layer that does not exist",
      adding("dev", "adopted: { secrity: { aws_guardduty_detector.guardduty: 12abc34d } }"),
      "dev.yaml:15:12 adopted.secrity | the key secrity | a layer: security, network, data, application, ai, presentation, monitoring |",
    ],
    [
      "an archive shorter than the log groups",
      adding("stage", archive("retentionDays: 60\n    glacierAfterDays: 30")),
      "stage.yaml:17:20 security.logArchive.retentionDays | 60 | at least logRetentionDays, 90 |",
    ],
    [
      "log groups longer than the archive of the tier",
      adding("dev", "logRetentionDays: 180"),
      "dev.yaml:15:19 security.logArchive.retentionDays | 90 (default of tier sandbox) | at least logRetentionDays, 180 |",
    ],
    [
      "Glacier on the last day",
      adding("dev", archive("glacierAfterDays: 90")),
      "dev.yaml:17:23 security.logArchive.glacierAfterDays | 90 | less than retentionDays, 90 |",
    ],
    [
      "a retention that ends before Glacier",
      adding("dev", archive("retentionDays: 20")),
      "dev.yaml:17:20 security.logArchive.glacierAfterDays | 30 (default of tier sandbox) |",
    ],
    [
      "log groups of half a year in production",
      adding("prod", "logRetentionDays: 180"),
      "prod.yaml:15:19 logRetentionDays | 180 | service logs kept for a year or more (365 or more) in tier production |",
    ],
    [
      "an open log archive in production",
      adding("prod", archive("objectLock: none")),
      "prod.yaml:17:17 security.logArchive.objectLock | none | a locked log archive (compliance) in tier production |",
    ],
    [
      "keys gone within a week in production",
      adding("prod", "security: { keys: { deletionWindowDays: 7 } }"),
      "prod.yaml:15:41 security.keys.deletionWindowDays | 7 | two weeks or more to notice that a key will be deleted (14 or more) in tier production",
    ],
    [
      "flow logs unarchived in production",
      adding("prod", "  flowLogs: { archive: false }"),
      "prod.yaml:15:24 network.flowLogs.archive | false | archived flow logs (true) in tier production |",
    ],
    [
      "a vault lock that lets nothing through",
      adding("dev", "security:\n  backup:\n    minRetentionDays: 60"),
      "dev.yaml:17:23 security.backup.minRetentionDays | 60 | at most maxRetentionDays, 35 |",
    ],
    [
      "an open backup vault above sandbox",
      adding("stage", "security:\n  backup:\n    vaultLock: none"),
      "stage.yaml:17:16 security.backup.vaultLock | none | a locked backup vault (governance or compliance) in tier nonproduction |",
    ],
    [
      "blocked domains answered in production",
      adding("prod", "  dnsFirewall: { action: ALERT }"),
      "prod.yaml:15:26 network.dnsFirewall.action | ALERT | no answer for blocked domains (BLOCK) in tier production |",
    ],
    [
      "local state above sandbox",
      editing(
        "stage",
        "  backend: s3\n  bucket: stage-states\n  region: us-east-1\n",
        "  backend: local\n  directory: .strata/state\n",
      ),
      "stage.yaml:9:12 state.backend | local | a backend that a team shares and locks (s3 or cloud) in tier nonproduction |",
    ],
  ])("%s", tells);

  test("both rules report an archive that is too short for production and for the log groups", () => {
    const errors = errorsOf(adding("prod", archive("retentionDays: 180")));
    expect(errors).toEqual([
      expect.stringContaining(
        "prod.yaml:17:20 security.logArchive.retentionDays | 180 | at least logRetentionDays, 400",
      ),
      expect.stringContaining(
        "prod.yaml:17:20 security.logArchive.retentionDays | 180 | logs archived for a year or more (365 or more) in tier production",
      ),
    ]);
  });

  test("values at the bounds are fine", () => {
    expect(errorsOf(adding("dev", archive("retentionDays: 14\n    glacierAfterDays: 13")))).toEqual([]);
    expect(errorsOf(adding("prod", `logRetentionDays: 365\n${archive("retentionDays: 365")}`))).toEqual([]);
  });
});
