import { describe, expect, test } from "vitest";
import {
  adding,
  alone,
  base,
  type Case,
  clean,
  dev,
  edit,
  editing,
  faultsOf,
  placesOfFaults,
  stage,
  tells,
  unrecovered,
} from "./fixtures";

/** A generated secret of that name. */
const generated = (name: string) =>
  `security: { secrets: { generated: { ${name}: { application: chat, description: Opens the chat. } } } }`;

const inRegion = (region: string, text: string) => text.replaceAll("us-east-1", region);

describe("within an environment", () => {
  test.each<Case>([
    [
      "a zone of another region",
      editing("prod", "us-east-1c", "us-west-2c"),
      "prod.yaml:6:33 zones[2] | us-west-2c | a zone of us-east-1 (us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f)",
    ],
    [
      "a zone that AWS does not have",
      editing("dr", "us-west-2c", "us-west-2z"),
      "dr.yaml:6:33 zones[2] | us-west-2z | a zone of us-west-2 (us-west-2a, us-west-2b, us-west-2c, us-west-2d) | Name one of them, or change the region.",
    ],
    [
      "a zone twice",
      editing("dev", "us-east-1b", "us-east-1a"),
      "dev.yaml:6:21 zones[1] | us-east-1a | each zone only once |",
    ],
    [
      "two zones with the same address ranges",
      editing("dev", "us-east-1b", "us-east-1e"),
      "dev.yaml:6:21 zones[1] | us-east-1e | a zone whose address range differs from that of us-east-1a | Replace one of the two.",
    ],
    [
      "three zones where a new account gets two",
      { ...clean, dev: inRegion("us-west-1", edit(dev, "us-east-1b", "us-east-1b, us-east-1c")) },
      "dev.yaml:6:8 zones | [us-west-1a, us-west-1b, us-west-1c] | at most 2 zones: AWS gives a new account no more zones of us-west-1 | Name 2 of them, or change the region.",
    ],
    [
      "two zones in nonproduction where there are no more",
      { ...clean, stage: inRegion("us-west-1", edit(stage, ", us-east-1c", "")) },
      "stage.yaml:6:8 zones | [us-west-1a, us-west-1b] | at least three zones in tier nonproduction | Change the region: AWS gives a new account 2 zones of us-west-1.",
    ],
    [
      "an interface endpoint that the region lacks",
      {
        ...clean,
        dev: `${inRegion("us-west-1", dev)}  interfaceEndpoints: [bedrock-agent-runtime, glue, kms, logs, monitoring, secretsmanager, sts]\n`,
      },
      "dev.yaml:15:24 network.interfaceEndpoints[0] | bedrock-agent-runtime | a service with an interface endpoint in us-west-1 | Remove it, or remove the list to get every endpoint that the region has.",
    ],
    [
      "two zones in nonproduction",
      editing("stage", ", us-east-1c", ""),
      "stage.yaml:6:8 zones | [us-east-1a, us-east-1b] | at least three zones in tier nonproduction | Add one of us-east-1c, us-east-1d.",
    ],
    [
      "one NAT gateway in production",
      adding("prod", "  natPerAz: false"),
      "prod.yaml:15:13 network.natPerAz | false | one NAT gateway per zone (true) in tier production | Remove the line or set it to true.",
    ],
    [
      "no deletion protection",
      adding("stage", "deletionProtection: false"),
      "stage.yaml:15:21 deletionProtection | false | deletion protection (true) in tier nonproduction | Remove the line or set it to true; to destroy the environment, add `retirement` with the reason.",
    ],
    [
      "a name other than the file's",
      editing("dev", "name: dev", "name: test"),
      "dev.yaml:2:7 name | test | the name of the file, dev | Set name: dev in environments/dev.yaml, or rename the file to test.yaml.",
    ],
    [
      "an organization that security groups cannot be called after",
      { ...clean, base: edit(base, "organization: strata", "organization: sg") },
      "base.yaml:1:15 organization | sg | another name: AWS refuses names of type security-group that begin with sg- | Choose another.",
    ],
    [
      "an organization that buckets cannot be called after",
      { ...clean, base: edit(base, "organization: strata", "organization: sthree") },
      "base.yaml:1:15 organization | sthree | another name: AWS refuses names of type s3-bucket that begin with sthree- |",
    ],
    [
      "a secret that ends like an ARN",
      adding("dev", generated("api-secret")),
      "dev.yaml:15:37 security.secrets.generated.api-secret | the key api-secret | a name without a hyphen and six letters or digits at its end: ARNs of secrets end so | Rename it.",
    ],
    [
      "a secret that could be none with any ending",
      adding("dev", generated("Api secret")),
      "dev.yaml:15:37 security.secrets.generated.Api secret | the key Api secret | a lower-case letter first",
    ],
  ])("%s", tells);

  test.each(["api-key", "secrets", "a-secrets"])("a secret may be called %s", (name) => {
    expect(faultsOf(adding("dev", generated(name)))).toEqual([]);
  });

  test.each([
    [
      "a tag that the platform sets",
      "tags: { owner: me }",
      "15:9 tags.owner | the key owner | a key other than owner: the platform sets it",
    ],
    [
      "in another case",
      "tags: { Tier: me }",
      "15:9 tags.Tier | the key Tier | a key other than tier: the platform sets it",
    ],
    [
      "by which backups go",
      "tags: { backup: none }",
      "15:9 tags.backup | the key backup | a key other than backup: the platform sets it",
    ],
    [
      "two tags that IAM takes for one",
      "tags: { team: a, Team: b }",
      "15:18 tags.Team | the key Team | a key that differs from team in more than case: IAM ignores the case of tag keys",
    ],
    [
      "more tags than there is room for",
      `tags: { ${Array.from({ length: 36 }, (_, index) => `k${index}: v`).join(", ")} }`,
      "15:1 tags | 36 tags | at most 35",
    ],
  ])("%s", (_, line, fault) => {
    expect(faultsOf(adding("dev", line))).toEqual([expect.stringContaining(`environments/dev.yaml:${fault}`)]);
  });

  test("as many tags of one's own as there is room for", () => {
    const tags = Array.from({ length: 35 }, (_, index) => `k${index}: v`).join(", ");
    expect(faultsOf(adding("dev", `tags: { ${tags} }`))).toEqual([]);
  });

  test("a sandbox may have less", () => {
    expect(faultsOf(adding("dev", "  natPerAz: false\ndeletionProtection: false\nlogRetentionDays: 1"))).toEqual([]);
  });

  test("an environment in retirement may lose its protection, which has to be said", () => {
    const retiring = (reason: string) => adding("stage", `deletionProtection: false\nretirement: ${reason}`);
    expect(faultsOf(retiring("moved to account 4711"))).toEqual([]);
    expect(faultsOf(retiring("why not"))).toContainEqual(expect.stringContaining("a reason of 10 characters or more"));
    expect(faultsOf(adding("stage", "retirement: moved to account 4711"))).toEqual([
      expect.stringMatching(
        /stage\.yaml:15:13 retirement \| moved to account 4711 \| deletionProtection: false beside it \|/,
      ),
    ]);
  });

  test("a value that the base file sets is mended there, once", () => {
    expect(faultsOf({ ...clean, base: `${base}network:\n  natPerAz: false\n` })).toEqual([
      "environments/base.yaml:9:13 network.natPerAz | false | one NAT gateway per zone (true) in tier nonproduction | Remove the line or set it to true.",
    ]);
  });
});

describe("across layers", () => {
  const archive = (value: string) => `security:\n  logArchive:\n    ${value}`;

  test.each<Case>([
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

  test("an archive too short for production and for the log groups is told by both rules", () => {
    const faults = faultsOf(adding("prod", archive("retentionDays: 180")));
    expect(faults).toEqual([
      expect.stringContaining(
        "prod.yaml:17:20 security.logArchive.retentionDays | 180 | at least logRetentionDays, 400",
      ),
      expect.stringContaining(
        "prod.yaml:17:20 security.logArchive.retentionDays | 180 | logs archived for a year or more (365 or more) in tier production",
      ),
    ]);
  });

  test("values at the bounds are fine", () => {
    expect(faultsOf(adding("dev", archive("retentionDays: 14\n    glacierAfterDays: 13")))).toEqual([]);
    expect(faultsOf(adding("prod", `logRetentionDays: 365\n${archive("retentionDays: 365")}`))).toEqual([]);
  });
});

describe("across environments", () => {
  const account = '"222222222222"';

  test.each<Case>([
    [
      "equal ranges",
      editing("prod", "10.30.0.0/16", "10.20.0.0/16"),
      "prod.yaml:14:9 network.cidr | 10.20.0.0/16 | a range that does not overlap 10.20.0.0/16 of stage (environments/stage.yaml:14:9) |",
    ],
    [
      "a range within another",
      editing("stage", "10.20.0.0/16", "10.10.16.0/20"),
      "stage.yaml:14:9 network.cidr | 10.10.16.0/20 | a range that does not overlap 10.10.0.0/16 of dev (environments/dev.yaml:14:9)",
    ],
    [
      "a Terraform version production tries out",
      adding("stage", "terraformVersion: 1.12.0"),
      "stage.yaml:15:19 terraformVersion | 1.12.0 | at most 1.11.0, which tier sandbox runs (environments/base.yaml:7:19) | Set it to 1.11.0 or lower, or upgrade dev first.",
    ],
    [
      "a Terraform version ahead in its third part",
      {
        ...adding("prod", "terraformVersion: 1.11.10"),
        dev: `${dev}terraformVersion: 1.11.9\n`,
        stage: `${stage}terraformVersion: 1.11.9\n`,
      },
      "prod.yaml:15:19 terraformVersion | 1.11.10 | at most 1.11.9, which tier nonproduction runs (environments/stage.yaml:15:19)",
    ],
  ])("%s", tells);

  test("ranges side by side are fine", () => {
    expect(
      faultsOf({
        ...editing("dev", "10.10.0.0/16", "10.10.0.0/20"),
        stage: edit(stage, "10.20.0.0/16", "10.10.16.0/20"),
      }),
    ).toEqual([]);
  });

  test("a version proven below is fine, and without a tier below it needs no proof", () => {
    expect(
      faultsOf({ ...adding("dev", "terraformVersion: 1.12.0"), stage: `${stage}terraformVersion: 1.12.0\n` }),
    ).toEqual([]);
    expect(faultsOf({ base, prod: `${alone}terraformVersion: 1.12.0\n` })).toEqual([]);
  });

  test("without a stage, production follows the sandbox", () => {
    expect(placesOfFaults({ base, dev, prod: `${alone}terraformVersion: 1.12.0\n` })).toEqual([
      "environments/prod.yaml:15:19 terraformVersion",
    ]);
  });

  test("two environments of one name", () => {
    const files = { ...clean, qa: edit(edit(dev, '"111111111111"', '"555555555555"'), "10.10.0.0/16", "10.50.0.0/16") };
    expect(faultsOf(files)).toEqual([
      expect.stringContaining("environments/qa.yaml:2:7 name | dev | the name of the file, qa |"),
      expect.stringContaining(
        "environments/qa.yaml:2:7 name | dev | a name that no other environment has (environments/dev.yaml:2:7 has this one)",
      ),
    ]);
  });

  test("one account with two owners of its settings", () => {
    const shared = edit(dev, '"111111111111"', account);
    expect(faultsOf({ ...clean, dev: shared })).toEqual([
      "environments/stage.yaml:3:7 owns.account | a second one | one owner of the account-wide settings of account 222222222222: dev owns them (environments/dev.yaml:3:7) | Set owns.account to false in one of the two.",
      "environments/stage.yaml:3:7 owns.region | a second one | one owner of the region-wide settings of account 222222222222 in us-east-1: dev owns them (environments/dev.yaml:3:7) | Set owns.region to false in one of the two.",
    ]);
    expect(faultsOf({ ...clean, dev: `${shared}owns: { account: false, region: false }\n` })).toEqual([]);
  });

  test("one account in two regions has one owner for all and one in each region", () => {
    const files = editing("dr", "owns: { account: false }\n", "");
    expect(placesOfFaults(files)).toEqual(["environments/dr.yaml:3:7 owns.account"]);
    expect(faultsOf(clean)).toEqual([]);
  });

  test("an account whose settings nobody owns", () => {
    expect(faultsOf(adding("dev", "owns:\n  account: false"))).toEqual([
      "environments/dev.yaml:16:12 owns.account | none | one owner of the account-wide settings of account 111111111111 | Set it to true.",
    ]);
  });

  test("nobody is missed while an environment cannot be read: it may be the owner", () => {
    const files = { ...adding("dev", "owns:\n  account: false"), stage: "\t" };
    expect(placesOfFaults(files)).toEqual(["environments/stage.yaml:1:1"]);
  });
});

test("rules still look at what is right in a file with faults", () => {
  const faulty = `${edit(alone, "10.30.0.0/16", "10.20.0.0/16")}  natPerAz: maybe\nx: 1\n`;
  expect(placesOfFaults({ ...unrecovered, prod: faulty })).toEqual([
    "environments/prod.yaml:14:9 network.cidr",
    "environments/prod.yaml:15:13 network.natPerAz",
    "environments/prod.yaml:16:1 x",
  ]);
});
