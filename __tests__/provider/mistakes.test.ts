import { beforeAll, describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { validateStacks } from "../../commands/merged-root/validate";
import { contract, text } from "../../platform/contract";
import type { Stack } from "../../synthesized/stack";
import { probe } from "../support/synthesis";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { changed, findTerraform, first, realStacks } from "./support";

const terraform = await findTerraform();
/** A producer and its consumer: fewer stacks make Terraform quicker. */
const pair = realStacks().filter(({ id }) => id === "dev-security" || id === "dev-network");

async function validate(stacks: readonly Stack[], folder: string): Promise<string[]> {
  return terraform ? (await validateStacks(terraform, stacks, folder)).map(describeFinding) : [];
}

async function applyMocks(stacks: readonly Stack[]): Promise<string[]> {
  if (!terraform) return [];
  const { findings, passed } = await mockApply(terraform, { stacks }, { folder: temporaryFolder() });
  expect(passed).toBe(findings.every(({ severity }) => severity !== "error"));
  return findings.map(describeFinding);
}

describe("synthesis refuses", () => {
  const promised = contract("probe", { keyArn: text("A key.", "arn:aws:kms:us-east-1:111122223333:key/1") });
  const publish = (values: unknown) => () =>
    probe((stack) => {
      // The compiler refuses these values as well; the second look is for those who talk it out of that.
      (stack as unknown as { publish(promised: unknown, values: unknown): void }).publish(promised, values);
    });

  it("a contract value of the wrong shape", () => {
    expect(publish({ keyArn: ["a", "list"] })).toThrow("keyArn is promised as text and published as a list");
  });

  it("an output that no contract promises", () => {
    expect(publish({ keyArn: "arn", other: "x" })).toThrow("other is published and not promised");
  });
});

describe.skipIf(!terraform)("validate finds", () => {
  const folder = suiteFolder();
  let messages: string[];

  beforeAll(async () => {
    // In resources that nothing depends on: Terraform does not look at what hangs on a resource that is wrong.
    const withErrorBelow = changed(pair, "dev-security", (json) => {
      first(json, "aws_s3_bucket_ownership_controls").rule = [{ object_ownership: "Somebody" }];
    });
    const withErrors = changed(withErrorBelow, "dev-network", (json) => {
      first(json, "aws_iam_role").permissions_boundary = "the-boundary";
      first(json, "aws_nat_gateway").speed = "fast";
      first(json, "aws_vpc_endpoint").policy = "{not json";
      first(json, "aws_default_security_group").vpc_id =
        "${data.terraform_remote_state.security.outputs.not_published}";
    });
    messages = await validate(withErrors, folder);
  });

  it.each([
    [
      "a value that is none of those allowed",
      /^dev-security {2}\S+ \(aws_s3_bucket_ownership_controls.*expected .*to be one of .*got Somebody/,
    ],
    ["a name where an ARN belongs", /^dev-network {2}\S+ \(aws_iam_role\.\S+\) permissions_boundary: .*invalid ARN/],
    ["a policy that is no JSON", /^dev-network {2}\S+ \(aws_vpc_endpoint\.\S+\) policy: .*invalid JSON/],
    ["an argument that does not exist", /\(aws_nat_gateway\.\S+\) speed: .*"speed"/],
    ["an output that is not published", /vpc_id: Unsupported attribute.*not_published/],
  ])("%s", (_, expected) => {
    expect(messages).toContainEqual(expect.stringMatching(expected));
  });

  it("nothing else", () => {
    expect(messages).toHaveLength(5);
  });
});

describe.skipIf(!terraform)("mock apply finds, and validate does not,", () => {
  it("a resolved name where an ARN belongs, across layers", async () => {
    const withError = changed(pair, "dev-security", ({ output }) => {
      const { value } = output.permissions_boundary_arn ?? {};
      output.permissions_boundary_arn = { value: String(value).replace(".arn}", ".policy_id}") };
    });
    expect(withError).not.toEqual(pair);
    expect(await validate(withError, temporaryFolder())).toEqual([]);
    expect(await applyMocks(withError)).toContainEqual(
      expect.stringMatching(/^dev-network {2}\S+ \(aws_iam_role\.\S+\) permissions_boundary: .*invalid ARN/),
    );
  });

  it("a list where a producer promised a text", async () => {
    const withError = changed(pair, "dev-security", ({ output }) => {
      output.logs_key_arn = { value: [output.logs_key_arn?.value] };
    });
    expect(await applyMocks(withError)).toContainEqual(
      expect.stringMatching(/^dev-network {2}\S+ \(aws_cloudwatch_log_group\.\S+\) kms_key_id: .*string required/),
    );
  });
});
