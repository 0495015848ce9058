import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { describe, expect, test } from "vitest";
import { recordAdoptions } from "../../../commands/adopt/record";
import { singletons } from "../../../commands/adopt/singletons";
import { projectRoot } from "../../../platform/root";
import { environmentOf } from "../../support/environment";
import { platformStacks } from "../../support/platform";
import { probe } from "../../support/synthesis";
import { temporaryFolder } from "../../support/temporary";

const arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

describe("what an environment adopts", () => {
  const build = (layer: string, address: string) => {
    const environment = { ...environmentOf("production"), adopted: { [layer]: { [address]: arn } } };
    return probe((stack) => {
      new IamOpenidConnectProvider(stack, "github", { url: "https://example.com", clientIdList: ["a"] });
    }, environment);
  };
  const address = "aws_iam_openid_connect_provider.github";

  test("is imported by the layer that has it, and by no other", () => {
    expect(build("probe", address).import).toEqual([{ to: address, id: arn }]);
    expect(build("data", address).import).toBeUndefined();
  });

  test("must be a resource of the stack", () => {
    expect(() => build("probe", "aws_iam_openid_connect_provider.gitlab")).toThrow(
      "expected the address of a resource of test-probe in `adopted.probe`, got aws_iam_openid_connect_provider.gitlab",
    );
  });
});

test("recording keeps every other line of the file, and a second time changes nothing", () => {
  const file = join(temporaryFolder(), "dev.yaml");
  const before = readFileSync(join(projectRoot(), "environments", "dev.yaml"), "utf8");
  writeFileSync(file, before);
  recordAdoptions(file, [{ layer: "security", address: "aws_guardduty_detector.guardduty", id: "12abc34d" }]);
  const once = readFileSync(file, "utf8");
  expect(once).toBe(`${before}adopted:\n  security:\n    aws_guardduty_detector.guardduty: 12abc34d\n`);
  recordAdoptions(file, [{ layer: "security", address: "aws_guardduty_detector.guardduty", id: "12abc34d" }]);
  expect(readFileSync(file, "utf8")).toBe(once);

  // In the middle of a file, with another layer already there.
  writeFileSync(file, `adopted:\n  data:\n    aws_b.b: b\n# The network.\nnetwork: {cidr: 10.0.0.0/16}\n`);
  recordAdoptions(file, [{ layer: "security", address: "aws_a.a", id: "a" }]);
  expect(readFileSync(file, "utf8")).toBe(
    "# The network.\nnetwork: {cidr: 10.0.0.0/16}\nadopted:\n  data:\n    aws_b.b: b\n  security:\n    aws_a.a: a\n",
  );
});

test("every kind that is looked for is one that the platform creates", () => {
  const types = new Set(platformStacks().flatMap(({ json }) => Object.keys(json.resource ?? {})));
  expect(singletons.map(({ type }) => type).filter((type) => !types.has(type))).toEqual([]);
});
