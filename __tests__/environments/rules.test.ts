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
      "prod.yaml:6:33 zones[2] | us-west-2c | us-east-1 has the zones us-east-1a, us-east-1b, us-east-1c, us-east-1d",
    ],
    [
      "a zone that AWS does not have",
      editing("dr", "us-west-2c", "us-west-2z"),
      "dr.yaml:6:33 zones[2] | us-west-2z | us-west-2 has the zones us-west-2a, us-west-2b, us-west-2c, us-west-2d | Name one of them",
    ],
    [
      "a zone twice",
      editing("dev", "us-east-1b", "us-east-1a"),
      "dev.yaml:6:21 zones[1] | us-east-1a | each zone stands once |",
    ],
    [
      "two zones with the same address ranges",
      editing("dev", "us-east-1b", "us-east-1e"),
      "dev.yaml:6:21 zones[1] | us-east-1e | zones with address ranges of their own: us-east-1e has the same as us-east-1a | Name another",
    ],
    [
      "three zones where a new account gets two",
      { ...clean, dev: inRegion("us-west-1", edit(dev, "us-east-1b", "us-east-1b, us-east-1c")) },
      "dev.yaml:6:8 zones | [us-west-1a, us-west-1b, us-west-1c] | at most 2: AWS gives a new account no more zones of us-west-1 | Name 2 of them, or change the region.",
    ],
    [
      "two zones in nonproduction where there are no more",
      { ...clean, stage: inRegion("us-west-1", edit(stage, ", us-east-1c", "")) },
      "stage.yaml:6:8 zones | [us-west-1a, us-west-1b] | tier nonproduction spreads over at least three zones | Change the region: AWS gives a new account 2 zones of us-west-1.",
    ],
    [
      "an interface endpoint that the region lacks",
      {
        ...clean,
        dev: `${inRegion("us-west-1", dev)}  interfaceEndpoints: [bedrock-agent-runtime, glue, kms, logs, monitoring, secretsmanager, sts]\n`,
      },
      "dev.yaml:15:24 network.interfaceEndpoints[0] | bedrock-agent-runtime | services that have an endpoint in us-west-1 | Remove it, or the whole list",
    ],
    [
      "two zones in nonproduction",
      editing("stage", ", us-east-1c", ""),
      "stage.yaml:6:8 zones | [us-east-1a, us-east-1b] | tier nonproduction spreads over at least three zones | Add one of us-east-1c, us-east-1d",
    ],
    [
      "one NAT gateway in production",
      adding("prod", "  natPerAz: false"),
      "prod.yaml:15:13 network.natPerAz | false | tier production needs one NAT gateway per zone (true) | Remove the line or set it to true.",
    ],
    [
      "no deletion protection",
      adding("stage", "deletionProtection: false"),
      "stage.yaml:15:21 deletionProtection | false | tier nonproduction keeps deletion protection on, but for an environment in retirement (true) | Remove the line or set it to true; to destroy the environment, add `retirement` with the reason.",
    ],
    [
      "a name other than the file's",
      editing("dev", "name: dev", "name: test"),
      "dev.yaml:2:7 name | test | an environment is called like its file, dev | Set name: dev in environments/dev.yaml, or rename the file to test.yaml.",
    ],
    [
      "an organization that security groups cannot be called after",
      { ...clean, base: edit(base, "organization: strata", "organization: sg") },
      "base.yaml:1:15 organization | sg | another word: no name of the kind security-group may begin with sg- | Take another.",
    ],
    [
      "an organization that buckets cannot be called after",
      { ...clean, base: edit(base, "organization: strata", "organization: sthree") },
      "base.yaml:1:15 organization | sthree | another word: no name of the kind s3-bucket may begin with sthree- |",
    ],
    [
      "a secret that ends like an ARN",
      adding("dev", generated("api-secret")),
      "dev.yaml:15:37 security.secrets.generated.api-secret | the key api-secret | a name that ends in anything but a hyphen and six letters or digits: so end the ARNs of secrets | Rename it.",
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
      "15:9 tags.owner | the key owner | the platform sets owner",
    ],
    ["in another case", "tags: { Tier: me }", "15:9 tags.Tier | the key Tier | the platform sets tier itself"],
    ["by which backups go", "tags: { backup: none }", "15:9 tags.backup | the key backup | the platform sets backup"],
    ["two tags that IAM takes for one", "tags: { team: a, Team: b }", "15:18 tags.Team | the key Team | team is there"],
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
        /stage\.yaml:15:13 retirement \| moved to account 4711 \| goes with deletionProtection: false;/,
      ),
    ]);
  });

  test("a value that the base file sets is mended there, once", () => {
    expect(faultsOf({ ...clean, base: `${base}network:\n  natPerAz: false\n` })).toEqual([
      "environments/base.yaml:9:13 network.natPerAz | false | tier nonproduction needs one NAT gateway per zone (true) | Remove the line or set it to true.",
    ]);
  });
});

describe("across layers", () => {
  const archive = (value: string) => `security:\n  logArchive:\n    ${value}`;

  test.each<Case>([
    [
      "an archive shorter than the log groups",
      adding("stage", archive("retentionDays: 60\n    glacierAfterDays: 30")),
      "stage.yaml:17:20 security.logArchive.retentionDays | 60 | the archive keeps logs at least as long as CloudWatch Logs does (logRetentionDays, 90) |",
    ],
    [
      "log groups longer than the archive of the tier",
      adding("dev", "logRetentionDays: 180"),
      "dev.yaml:15:19 security.logArchive.retentionDays | 90 (default of tier sandbox) | the archive keeps logs at least as long as CloudWatch Logs does (logRetentionDays, 180) |",
    ],
    [
      "Glacier on the last day",
      adding("dev", archive("glacierAfterDays: 90")),
      "dev.yaml:17:23 security.logArchive.glacierAfterDays | 90 | a log moves to Glacier before its retention ends (retentionDays, 90) |",
    ],
    [
      "a retention that ends before Glacier",
      adding("dev", archive("retentionDays: 20")),
      "dev.yaml:17:20 security.logArchive.glacierAfterDays | 30 (default of tier sandbox) |",
    ],
    [
      "log groups of half a year in production",
      adding("prod", "logRetentionDays: 180"),
      "prod.yaml:15:19 logRetentionDays | 180 | tier production keeps service logs for a year or more (365) |",
    ],
    [
      "an open log archive in production",
      adding("prod", archive("objectLock: none")),
      "prod.yaml:17:17 security.logArchive.objectLock | none | tier production locks its log archive (compliance) |",
    ],
    [
      "keys gone within a week in production",
      adding("prod", "security: { keys: { deletionWindowDays: 7 } }"),
      "prod.yaml:15:41 security.keys.deletionWindowDays | 7 | tier production leaves two weeks or more",
    ],
    [
      "flow logs unarchived in production",
      adding("prod", "  flowLogs: { archive: false }"),
      "prod.yaml:15:24 network.flowLogs.archive | false | tier production archives its flow logs (true) |",
    ],
    [
      "a vault lock that lets nothing through",
      adding("dev", "security:\n  backup:\n    minRetentionDays: 60"),
      "dev.yaml:17:23 security.backup.minRetentionDays | 60 | the shortest life of a recovery point is not longer than the longest (maxRetentionDays, 35) |",
    ],
    [
      "an open backup vault above sandbox",
      adding("stage", "security:\n  backup:\n    vaultLock: none"),
      "stage.yaml:17:16 security.backup.vaultLock | none | tier nonproduction locks its backup vault (governance or compliance) |",
    ],
    [
      "blocked domains answered in production",
      adding("prod", "  dnsFirewall: { action: ALERT }"),
      "prod.yaml:15:26 network.dnsFirewall.action | ALERT | tier production gives blocked domains no answer (BLOCK) |",
    ],
    [
      "local state above sandbox",
      editing(
        "stage",
        "  backend: s3\n  bucket: stage-states\n  region: us-east-1\n",
        "  backend: local\n  directory: .strata/state\n",
      ),
      "stage.yaml:9:12 state.backend | local | tier nonproduction keeps its states where a team can reach and lock them (s3 or cloud) |",
    ],
  ])("%s", tells);

  test("an archive too short for production and for the log groups is told by both rules", () => {
    const faults = faultsOf(adding("prod", archive("retentionDays: 180")));
    expect(faults).toEqual([
      expect.stringContaining("prod.yaml:17:20 security.logArchive.retentionDays | 180 | the archive keeps logs"),
      expect.stringContaining(
        "prod.yaml:17:20 security.logArchive.retentionDays | 180 | tier production archives logs for a year",
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
      "prod.yaml:14:9 network.cidr | 10.20.0.0/16 | it overlaps 10.20.0.0/16 of stage (environments/stage.yaml:14:9) |",
    ],
    [
      "a range within another",
      editing("stage", "10.20.0.0/16", "10.10.16.0/20"),
      "stage.yaml:14:9 network.cidr | 10.10.16.0/20 | it overlaps 10.10.0.0/16 of dev",
    ],
    [
      "a Terraform version production tries out",
      adding("stage", "terraformVersion: 1.12.0"),
      "stage.yaml:15:19 terraformVersion | 1.12.0 | tier nonproduction is never ahead of tier sandbox, which runs 1.11.0 (environments/base.yaml:7:19) | Set it to 1.11.0 or lower, or roll dev forward first.",
    ],
    [
      "a Terraform version ahead in its third part",
      {
        ...adding("prod", "terraformVersion: 1.11.10"),
        dev: `${dev}terraformVersion: 1.11.9\n`,
        stage: `${stage}terraformVersion: 1.11.9\n`,
      },
      "prod.yaml:15:19 terraformVersion | 1.11.10 | tier production is never ahead of tier nonproduction, which runs 1.11.9 (environments/stage.yaml:15:19)",
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
      expect.stringContaining("environments/qa.yaml:2:7 name | dev | an environment is called like its file, qa |"),
      expect.stringContaining("environments/qa.yaml:2:7 name | dev | environments/dev.yaml:2:7 has the name already"),
    ]);
  });

  test("one account with two owners of its settings", () => {
    const shared = edit(dev, '"111111111111"', account);
    expect(faultsOf({ ...clean, dev: shared })).toEqual([
      "environments/stage.yaml:3:7 owns.account | true (default of tier nonproduction) | dev owns the account-wide settings of account 222222222222 (environments/dev.yaml:3:7) | Set owns.account to false in one of the two.",
      "environments/stage.yaml:3:7 owns.region | true (default of tier nonproduction) | dev owns the region-wide settings of account 222222222222 in us-east-1 (environments/dev.yaml:3:7) | Set owns.region to false in one of the two.",
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
      "environments/dev.yaml:16:12 owns.account | false | one environment must own the account-wide settings of account 111111111111, and none does | Set it to true.",
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
