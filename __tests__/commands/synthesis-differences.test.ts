import { describe, expect, it } from "vitest";
import { differences } from "../../commands/synthesis-differences.mjs";

const stack = (version: string, resources: object) =>
  Buffer.from(JSON.stringify({ "//": { metadata: { version } }, resource: resources }));
const synthesis = (files: Record<string, Buffer>) => new Map(Object.entries(files));
const before = synthesis({
  "dev/cdk.tf.json": stack("0.21.0", { aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: {} } } }),
  "dev/assets/code.zip": Buffer.from([1, 2]),
});

describe("differences between two syntheses", () => {
  it("are none where only the version of the library differs", () => {
    const after = new Map(before);
    after.set("dev/cdk.tf.json", stack("0.24.0", { aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: {} } } }));
    expect(differences(before, after)).toEqual([]);
  });

  it("name the file, the path and both values", () => {
    const after = synthesis({
      "dev/cdk.tf.json": stack("0.21.0", { aws_vpc: { main: { cidrBlock: "10.0.0.0/16", tags: { a: "b" } } } }),
      "dev/assets/code.zip": Buffer.from([1, 3]),
      "dev/assets/more.zip": Buffer.from([1]),
    });
    expect(differences(before, after)).toEqual([
      'dev/cdk.tf.json: REMOVE resource.aws_vpc.main.cidr_block: "10.0.0.0/16" -> nothing',
      'dev/cdk.tf.json: CREATE resource.aws_vpc.main.tags.a: nothing -> "b"',
      'dev/cdk.tf.json: CREATE resource.aws_vpc.main.cidrBlock: nothing -> "10.0.0.0/16"',
      "dev/assets/code.zip: other bytes",
      "dev/assets/more.zip: not written before",
    ]);
  });

  it("tell a file that is gone, and another order of keys", () => {
    const after = synthesis({
      "dev/cdk.tf.json": stack("0.21.0", { aws_vpc: { main: { tags: {}, cidr_block: "10.0.0.0/16" } } }),
    });
    expect(differences(before, after)).toEqual([
      "dev/assets/code.zip: not written any more",
      "dev/cdk.tf.json: the same values in another order",
    ]);
  });
});
