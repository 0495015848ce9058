import { describe, expect, it } from "vitest";
import {
  addressesIn,
  interpolate,
  mapTexts,
  onlyReference,
  outputReference,
  type Reference,
  referencesIn,
  replaceReferences,
} from "../../synthesized/reference";

const network = "data.terraform_remote_state.network";
const only = (text: string) => onlyReference(text) ?? expect.fail(`${text} is no reference`);

describe("references in a text", () => {
  it.each<[string, [address: string, attribute: string][]]>([
    ["${aws_kms_key.logs.arn}", [["aws_kms_key.logs", "arn"]]],
    ["aws_kms_key.logs", [["aws_kms_key.logs", ""]]],
    [
      "${aws_eks_cluster.main.vpc_config[0].security_group_id}",
      [["aws_eks_cluster.main", "vpc_config[0].security_group_id"]],
    ],
    ["${aws_subnet.data[*].id}", [["aws_subnet.data", "[*].id"]]],
    ["${data.aws_region.here.id}", [["data.aws_region.here", "id"]]],
    [`\${${network}.outputs.vpc_id}`, [[network, "outputs.vpc_id"]]],
    [
      "arn:aws:s3:::${aws_s3_bucket.raw-zone.bucket}/${upper(aws_glue_job.etl.name)}",
      [
        ["aws_s3_bucket.raw-zone", "bucket"],
        ["aws_glue_job.etl", "name"],
      ],
    ],
    [
      "${element(flatten([aws_subnet.a.id, aws_subnet.b.id]), 0)}",
      [
        ["aws_subnet.a", "id"],
        ["aws_subnet.b", "id"],
      ],
    ],
    ["plain text", []],
  ])("%s", (text, expected) => {
    expect(referencesIn(text).map(({ address, attribute }) => [address, attribute])).toEqual(expected);
  });

  it("are the addresses that the stack knows, at any depth, but in what cdktf says about a block", () => {
    const known = new Set(["aws_kms_key.logs", "data.aws_region.here", "aws_vpc.main"]);
    const block = {
      "//": { metadata: { path: "aws_vpc.main" } },
      depends_on: ["aws_kms_key.logs"],
      rule: [{ name: "${data.aws_region.here.id}.amazonaws.com", file: "aws_vpc.py" }],
    };
    expect([...addressesIn(block, known)]).toEqual(["aws_kms_key.logs", "data.aws_region.here"]);
  });
});

describe("a value that is one reference", () => {
  it("has nothing around it", () => {
    expect(onlyReference("${aws_kms_key.logs.arn}")).toEqual<Reference>({
      text: "aws_kms_key.logs.arn",
      address: "aws_kms_key.logs",
      attribute: "arn",
    });
  });

  it.each([
    "x${aws_kms_key.logs.arn}",
    "${upper(aws_kms_key.logs.arn)}",
    "$${aws_kms_key.logs.arn}",
    "aws_vpc.main",
    7,
  ])("is not %s", (value) => {
    expect(onlyReference(value)).toBeUndefined();
  });
});

describe("a reference to an output of another stack", () => {
  it.each([
    [`\${${network}.outputs.vpc_id}`, { reader: "network", output: "vpc_id" }],
    [`\${${network}.outputs.keys.lake-raw}`, { reader: "network", output: "keys", key: "lake-raw" }],
    [`\${${network}.outputs.keys["lake raw"]}`, { reader: "network", output: "keys", key: "lake raw" }],
    [`\${${network}.outputs.subnet_ids[0]}`, { reader: "network", output: "subnet_ids" }],
  ])("%s", (text, expected) => {
    expect(outputReference(only(text))).toEqual(expected);
  });

  it.each(["${aws_vpc.main.outputs.x}", `\${${network}.defaults}`])("is not %s", (text) => {
    expect(outputReference(only(text))).toBeUndefined();
  });
});

describe("rewriting", () => {
  it("replaces references within expressions, and keeps those without a replacement", () => {
    const rename = ({ text, address }: Reference) => (address === "aws_vpc.a" ? text.replace(".a", ".b") : undefined);
    expect(replaceReferences("${aws_vpc.a.id}-${upper(aws_vpc.a.arn)}-${aws_vpc.c.id}", rename)).toBe(
      "${aws_vpc.b.id}-${upper(aws_vpc.b.arn)}-${aws_vpc.c.id}",
    );
  });

  it("interpolates plain references, and neither functions nor what is escaped", () => {
    const text = "${aws_vpc.a.id} ${upper(aws_vpc.a.id)} $${aws_vpc.a.id} ${aws_vpc.b.id}";
    const replace = ({ address }: Reference) => (address === "aws_vpc.a" ? "vpc-1" : undefined);
    expect(interpolate(text, replace)).toBe("vpc-1 ${upper(aws_vpc.a.id)} $${aws_vpc.a.id} ${aws_vpc.b.id}");
  });

  it("changes texts at any depth, but not what cdktf says about a block", () => {
    const block = { "//": { path: "x" }, a: ["x", { b: "x" }], c: 1, d: null };
    expect(mapTexts(block, (text) => text.toUpperCase())).toEqual({ ...block, a: ["X", { b: "X" }] });
  });
});
