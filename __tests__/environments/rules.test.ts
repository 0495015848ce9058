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
  errorsOf,
  placesOfErrors,
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
      "dev.yaml:15:37 security.secrets.generated.api-secret | the key api-secret | a name without a hyphen and six letters or digits at its end: ARNs of secrets end like this | Rename it.",
    ],
    [
      "a secret that could be none with any ending",
      adding("dev", generated("Api secret")),
      "dev.yaml:15:37 security.secrets.generated.Api secret | the key Api secret | a lower-case letter first",
    ],
  ])("%s", tells);

  test.each(["api-key", "secrets", "a-secrets"])("a secret may be called %s", (name) => {
    expect(errorsOf(adding("dev", generated(name)))).toEqual([]);
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
      "by which zones of the lake take uploads",
      "tags: { zone-raw: write }",
      "15:9 tags.zone-raw | the key zone-raw | a key that does not begin with zone-: the platform sets it",
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
  ])("%s", (_, line, error) => {
    expect(errorsOf(adding("dev", line))).toEqual([expect.stringContaining(`environments/dev.yaml:${error}`)]);
  });

  test("as many tags of one's own as there is room for", () => {
    const tags = Array.from({ length: 35 }, (_, index) => `k${index}: v`).join(", ");
    expect(errorsOf(adding("dev", `tags: { ${tags} }`))).toEqual([]);
  });

  test("a sandbox may have less", () => {
    expect(errorsOf(adding("dev", "  natPerAz: false\ndeletionProtection: false\nlogRetentionDays: 1"))).toEqual([]);
  });

  test("an environment in retirement may lose its protection, which has to be said", () => {
    const retiring = (reason: string) => adding("stage", `deletionProtection: false\nretirement: ${reason}`);
    expect(errorsOf(retiring("moved to account 4711"))).toEqual([]);
    expect(errorsOf(retiring("why not"))).toContainEqual(expect.stringContaining("a reason of 10 characters or more"));
    expect(errorsOf(adding("stage", "retirement: moved to account 4711"))).toEqual([
      expect.stringMatching(
        /stage\.yaml:15:13 retirement \| moved to account 4711 \| deletionProtection: false next to it \|/,
      ),
    ]);
  });

  test("a value that the base file sets is mended there, once", () => {
    expect(errorsOf({ ...clean, base: `${base}network:\n  natPerAz: false\n` })).toEqual([
      "environments/base.yaml:9:13 network.natPerAz | false | one NAT gateway per zone (true) in tier nonproduction | Remove the line or set it to true.",
    ]);
  });
});

test("rules still look at what is right in a file with errors", () => {
  const wrong = `${edit(alone, "10.30.0.0/16", "10.20.0.0/16")}  natPerAz: maybe\nx: 1\n`;
  expect(placesOfErrors({ ...unrecovered, prod: wrong })).toEqual([
    "environments/prod.yaml:14:9 network.cidr",
    "environments/prod.yaml:15:13 network.natPerAz",
    "environments/prod.yaml:16:1 x",
  ]);
});
