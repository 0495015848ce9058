import { expect, test } from "vitest";
import { networkConfig } from "../../layers/network/config";
import { securityConfig } from "../../layers/security/config";
import { base, clean, dev, edit, errorsOf, placesOfErrors, prod, stage } from "./fixtures";

const networkKeys = Object.keys(networkConfig.shape).join(", ");
const securityKeys = Object.keys(securityConfig.shape).join(", ");

/** The errors of dev with lines added to its last section. */
const withLines = (...lines: string[]) => errorsOf({ ...clean, dev: `${dev}${lines.join("\n")}\n` });

/** The errors of dev with one of its texts replaced. */
const withEdit = (from: string, to: string) => errorsOf({ ...clean, dev: edit(dev, from, to) });

test.each([
  [
    "a misspelled key",
    "  natPerAZ: true",
    `15:3 network.natPerAZ | the key natPerAZ | a key of network (${networkKeys}) | Did you mean natPerAz?`,
  ],
  ["a text for a flag", "  natPerAz: yes", "15:13 network.natPerAz | yes | true or false | Change it, or remove it"],
  [
    "nothing for a flag",
    "  natPerAz:",
    "15:3 network.natPerAz | nothing | true or false | Change it, or remove it to take false (default of tier sandbox).",
  ],
  [
    "nothing for a section",
    "security:",
    `15:1 security | nothing | a section with ${securityKeys} | Change it, or remove it to take the inherited value`,
  ],
  [
    "a number out of range",
    "security: { keys: { deletionWindowDays: 3 } }",
    "15:41 security.keys.deletionWindowDays | 3 | a whole number from 7 to 30 | Change it, or remove it to take 7 (default of tier sandbox).",
  ],
  [
    "a fraction",
    "security: { keys: { rotationDays: 100.5 } }",
    "15:35 security.keys.rotationDays | 100.5 | a whole number from 90 to 2560 |",
  ],
  [
    "between the steps",
    "data: { relational: { capacity: { minAcu: 0.7 } } }",
    "15:43 data.relational.capacity.minAcu | 0.7 | a number from 0.5 to 256, in steps of 0.5 |",
  ],
  [
    "a misspelled kind",
    "data: { tableBilling: { mode: provisoned } }",
    "15:31 data.tableBilling.mode | provisoned | one of on-demand, provisioned | Did you mean provisioned?",
  ],
  [
    "a key of another kind",
    "data: { tables: { ab: { hashKey: id, attributes: { id: S }, billing: { mode: on-demand, read: { min: 1, max: 2 } } } } }",
    "15:89 data.tables.ab.billing.read | the key read | a key of data.tables.ab.billing with mode on-demand (mode) | Remove it, or choose mode: provisioned.",
  ],
  [
    "nothing for a key that need not be",
    "data: { tables: { ab: { hashKey: id, attributes: { id: S }, ttlAttribute: } } }",
    "15:61 data.tables.ab.ttlAttribute | nothing | an attribute name: a letter or _ first, then letters, digits, _ . or -; 255 in all | Remove the line, or give it a value.",
  ],
  ["nothing for an item", "tags: { a: }", "15:9 tags.a | nothing | a text | Remove the line, or give it a value."],
  [
    "a misspelled choice",
    "security: { logArchive: { objectLock: complience } }",
    "15:39 security.logArchive.objectLock | complience | one of none, governance, compliance | Did you mean compliance?",
  ],
  [
    "a number that is none of the choices",
    "logRetentionDays: 15",
    "15:19 logRetentionDays | 15 | one of 1, 3, 5, 7, 14, 30",
  ],
  [
    "a version read as a number",
    "terraformVersion: 1.12",
    "15:19 terraformVersion | 1.12 | a Terraform version from 1.11.0 below 2.0.0, as in 1.11.4 | Change it, or remove it to take 1.11.0 (environments/base.yaml:7:19).",
  ],
  ["a tag that is a number", "tags: { floor: 3 }", '15:16 tags.floor | 3 | a text | Put it in quotes: "3".'],
  [
    "a tag key that AWS keeps for itself",
    "tags: { aws:x: y }",
    "15:9 tags.aws:x | the key aws:x | a tag key: 1 to 128",
  ],
  ["the same in another case", "tags: { AWS:x: y }", "15:9 tags.AWS:x | the key AWS:x | a tag key: 1 to 128"],
  ["a tag key with a blank in front", 'tags: { " x": y }', "15:9 tags. x | the key  x | a tag key: 1 to 128"],
  [
    "an item that is listed twice",
    "  interfaceEndpoints: [kms, sqs, kms]",
    "15:34 network.interfaceEndpoints[2] | kms | kms only once |",
  ],
  ["a section that is a text", "security: strict", `15:11 security | strict | a section with ${securityKeys} |`],
  [
    "a key of JavaScript's",
    "constructor: x",
    "15:1 constructor | the key constructor | a key of an environment file (name, organization, tier, account, region, zones, domain, owners, tags, logRetentionDays, deletionProtection, retirement, terraformVersion, state, owns, adopted, recovers, recovery, security, network, data, application, ai, presentation, monitoring, extends)",
  ],
  [
    "an item that is no choice",
    "  interfaceEndpoints: [kms, s4]",
    "15:29 network.interfaceEndpoints[1] | s4 | one of bedrock",
  ],
])("%s", (_, line, expected) => {
  const errors = withLines(line);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`environments/dev.yaml:${expected}`);
});

test.each([
  [
    "an unknown tier",
    "sandbox",
    "sandbx",
    "3:7 tier | sandbx | one of sandbox, nonproduction, production | Did you mean sandbox?",
  ],
  [
    "an account without quotes",
    '"111111111111"',
    "011111111111",
    '4:10 account | 011111111111 | a text | Put it in quotes: "011111111111".',
  ],
  [
    "a range too small",
    "10.10.0.0/16",
    "10.10.0.0/24",
    "14:9 network.cidr | 10.10.0.0/24 | a private IPv4 range from /16 to /20, as in 10.10.0.0/16 (/24 is too small for four tiers in up to four zones)",
  ],
  [
    "a range that starts elsewhere",
    "10.10.0.0/16",
    "10.10.1.0/16",
    "14:9 network.cidr | 10.10.1.0/16 | a private IPv4 range from /16 to /20, as in 10.10.0.0/16, starting at its first address",
  ],
  [
    "nothing for a key that has to be",
    "name: dev",
    "name:",
    "2:1 name | nothing | 2 to 8 lower-case letters and digits, starting with a letter | Give it a value.",
  ],
  ["a public range", "10.10.0.0/16", "11.10.0.0/16", "14:9 network.cidr | 11.10.0.0/16 | a private IPv4 range"],
  ["an unknown backend", "backend: s3", "backend: s4", "9:12 state.backend | s4 | one of local, s3, cloud |"],
  [
    "no backend",
    "  backend: s3\n",
    "",
    "8:1 state.backend | nothing | one of local, s3, cloud | Set state.backend in environments/dev.yaml.",
  ],
  [
    "a value not set",
    "domain: dev.example.com\n",
    "",
    "1:1 domain | nothing | a domain name | Set domain in environments/dev.yaml.",
  ],
  [
    "a single zone",
    "[us-east-1a, us-east-1b]",
    "[us-east-1a]",
    "6:8 zones | [us-east-1a] | two to four availability zones |",
  ],
  [
    "a known key in the wrong place",
    "domain: dev",
    "cidr: 10.0.0.0/16\ndomain: dev",
    "7:1 cidr | the key cidr | a key of an environment file (name, organization, tier, account, region, zones, domain, owners, tags, logRetentionDays, deletionProtection, retirement, terraformVersion, state, owns, adopted, recovers, recovery, security, network, data, application, ai, presentation, monitoring, extends)",
  ],
])("%s", (_, from, to, expected) => {
  const errors = withEdit(from, to);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`environments/dev.yaml:${expected}`);
});

test("an unknown region leaves its zones alone", () => {
  const text = edit(dev, "region: us-east-1\nzones", "region: us-esat-1\nzones");
  const [error, ...others] = errorsOf({ ...clean, dev: text });
  expect(error).toMatch(
    /^environments\/dev.yaml:5:9 region \| us-esat-1 \| one of us-east-1, .* \| Did you mean us-east-1\?$/,
  );
  expect(others).toEqual([]);
});

test.each([
  ["further down", "natPerAz: true", "network.natPerAz"],
  ["two sections down", "data: { relational: { minAcu: 1 } }", "data.relational.capacity.minAcu"],
  ["further up", "security: { keys: { recovers: prod } }", "recovers"],
  [
    "in a section of the same table",
    "data: { tables: { ab: { hashKey: id, attributes: { id: S }, read: { min: 1, max: 2 } } } }",
    "data.tables.ab.billing.read",
  ],
])("a key that exists %s says where", (_, lines, expected) => {
  expect(withLines(lines)).toEqual([expect.stringContaining(`Move it: the key exists as ${expected}.`)]);
});

test.each([
  ["where it is set already", "security: { zones: [us-east-1a] }"],
  ["in a section of another meaning", "data: { cache: { instances: 2 } }"],
  ["in several places", "data: { engineVersion: 8.0 }"],
  ["only outside of the table", "data: { tables: { ab: { hashKey: id, attributes: { id: S }, natPerAz: true } } }"],
])("a key that exists %s is not to be moved there", (_, lines) => {
  expect(withLines(lines)).toEqual([expect.stringMatching(/ \| a key of .* \| Remove it\.$/)]);
});

test("a section of a union says which keys its kind has", () => {
  expect(withEdit("bucket: dev-states", "directory: dev-states")).toEqual([
    "environments/dev.yaml:8:1 state.bucket | nothing | an S3 bucket name: 3 to 63 lower-case letters, digits, dots, hyphens, and not like an IP address | Set state.bucket in environments/dev.yaml.",
    "environments/dev.yaml:10:3 state.directory | the key directory | a key of state with backend s3 (backend, bucket, region, kmsKeyArn) | Remove it, or choose backend: local.",
  ]);
});

test("every error of every file comes in one run, in the order of the lines", () => {
  const errors = placesOfErrors({
    ...clean,
    dev: edit(edit(`${dev}  natPerAz: 1\n  x: 1\n`, "name: dev", "name: Dev"), "10.10.0.0/16", "ten"),
    prod: edit(prod, "production", "prod"),
    stage: `${stage}\tx: 1\n`,
  });
  expect(errors).toEqual([
    "environments/dev.yaml:2:7 name",
    "environments/dev.yaml:14:9 network.cidr",
    "environments/dev.yaml:15:13 network.natPerAz",
    "environments/dev.yaml:16:3 network.x",
    "environments/prod.yaml:3:7 tier",
    "environments/stage.yaml:15:1",
  ]);
});

test("an error of the base file comes once, with the environments it reaches", () => {
  const text = edit(base, "  email: platform@example.com\n", "");
  expect(errorsOf({ ...clean, base: `${text}logRetentionDays: 9\nnames: x\n` })).toEqual([
    "environments/base.yaml:2:1 owners.email | nothing | an e-mail address | Set owners.email in environments/base.yaml.",
    expect.stringMatching(/^environments\/base.yaml:7:19 logRetentionDays \| 9 \| one of 1, 3/),
    expect.stringMatching(
      /^environments\/base.yaml:8:1 names \| the key names \| a key of an environment file \(.*\) \| Did you mean name\?$/,
    ),
  ]);
});

test("an error of the base file counts even when every environment overrides the value", () => {
  expect(placesOfErrors({ ...clean, base: `${base}domain: no domain\n` })).toEqual([
    "environments/base.yaml:8:9 domain",
  ]);
});

test.each([
  ["a tag", "tags: { __proto__: x }", "15:9 tags"],
  ["a table", 'data: { tables: { "__proto__": {} } }', "15:19 data.tables"],
  ["a zone", "data: { lake: { zones: { __proto__: {} } } }", "15:26 data.lake.zones"],
  [
    "an index",
    "data: { tables: { ab: { hashKey: id, attributes: { id: S }, indexes: { __proto__: {} } } } }",
    "15:72 data.tables.ab.indexes",
  ],
  ["a secret", "security: { secrets: { generated: { __proto__: {} } } }", "15:37 security.secrets.generated"],
  ["a setting", "__proto__: x", "15:1 "],
])("%s with a name that JavaScript keeps to itself is not gone in silence", (_, lines, expected) => {
  const key = expected.endsWith(" ") ? "__proto__" : ".__proto__";
  expect(withLines(lines)).toEqual([
    `environments/dev.yaml:${expected}${key} | the key __proto__ | another key: JavaScript reserves this one | Rename it.`,
  ]);
});

test("names that JavaScript knows otherwise are names", () => {
  expect(withLines("tags: { constructor: a, toString: b, hasOwnProperty: c, proto: d }")).toEqual([]);
});

test("what is wrong below a wrong key is reported with it, by the schema and by the rules", () => {
  const table = (name: string, attributes: string, index: string) =>
    withLines(`data: { tables: { ${name}: { hashKey: id, attributes: { ${attributes} }, indexes: { ${index} } } } }`);
  const keysOnly = "{ hashKey: id, projection: KEYS_ONLY }";
  expect(table("Orders", "id: BOOL, x: S", `b: { hashKey: id }, by-id: ${keysOnly}`)).toEqual([
    expect.stringContaining("data.tables.Orders | the key Orders |"),
    expect.stringContaining("data.tables.Orders.attributes.id | BOOL | one of S, N, B |"),
    expect.stringContaining(
      "dev.yaml:15:66 data.tables.Orders.attributes.x | the key x | an attribute of a key of Orders or of one of its indexes",
    ),
    expect.stringContaining("data.tables.Orders.indexes.b | the key b |"),
    expect.stringContaining("data.tables.Orders.indexes.b.projection | nothing |"),
  ]);
  expect(table("Orders", "id: S", `by-id: ${keysOnly}`)).toHaveLength(1);
  expect(table("orders", "id: S", `by-id: ${keysOnly}`)).toEqual([]);
});

test.each(["", "null", "5", "Prod", "[prod]", "{}"])(
  "recovers: %s is one error, not a recovery by no environment",
  (text) => {
    expect(errorsOf({ ...clean, dr: edit(clean.dr ?? "", "recovers: prod", `recovers: ${text}`) })).toEqual([
      expect.stringMatching(/^environments\/dr.yaml:15:\d+ recovers \| /),
    ]);
  },
);
