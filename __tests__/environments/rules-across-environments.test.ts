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
} from "./fixtures";

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
      errorsOf({
        ...editing("dev", "10.10.0.0/16", "10.10.0.0/20"),
        stage: edit(stage, "10.20.0.0/16", "10.10.16.0/20"),
      }),
    ).toEqual([]);
  });

  test("a version proven below is fine, and without a tier below it needs no proof", () => {
    expect(
      errorsOf({ ...adding("dev", "terraformVersion: 1.12.0"), stage: `${stage}terraformVersion: 1.12.0\n` }),
    ).toEqual([]);
    expect(errorsOf({ base, prod: `${alone}terraformVersion: 1.12.0\n` })).toEqual([]);
  });

  test("without a stage, production follows the sandbox", () => {
    expect(placesOfErrors({ base, dev, prod: `${alone}terraformVersion: 1.12.0\n` })).toEqual([
      "environments/prod.yaml:15:19 terraformVersion",
    ]);
  });

  test("two environments of one name", () => {
    const files = { ...clean, qa: edit(edit(dev, '"111111111111"', '"555555555555"'), "10.10.0.0/16", "10.50.0.0/16") };
    expect(errorsOf(files)).toEqual([
      expect.stringContaining("environments/qa.yaml:2:7 name | dev | the name of the file, qa |"),
      expect.stringContaining(
        "environments/qa.yaml:2:7 name | dev | a name that no other environment has (environments/dev.yaml:2:7 has this one)",
      ),
    ]);
  });

  test("one account with two owners of its settings", () => {
    const shared = edit(dev, '"111111111111"', account);
    expect(errorsOf({ ...clean, dev: shared })).toEqual([
      "environments/stage.yaml:3:7 owns.account | a second one | one owner of the account-wide settings of account 222222222222: dev owns them (environments/dev.yaml:3:7) | Set owns.account to false in one of the two.",
      "environments/stage.yaml:3:7 owns.region | a second one | one owner of the region-wide settings of account 222222222222 in us-east-1: dev owns them (environments/dev.yaml:3:7) | Set owns.region to false in one of the two.",
    ]);
    expect(errorsOf({ ...clean, dev: `${shared}owns: { account: false, region: false }\n` })).toEqual([]);
  });

  test("one account in two regions has one owner for all and one in each region", () => {
    const files = editing("dr", "owns: { account: false }\n", "");
    expect(placesOfErrors(files)).toEqual(["environments/dr.yaml:3:7 owns.account"]);
    expect(errorsOf(clean)).toEqual([]);
  });

  test("an account without an owner of its settings", () => {
    expect(errorsOf(adding("dev", "owns:\n  account: false"))).toEqual([
      "environments/dev.yaml:16:12 owns.account | none | one owner of the account-wide settings of account 111111111111 | Set it to true.",
    ]);
  });

  test("does not report a missing owner while it cannot read an environment, which may be the owner", () => {
    const files = { ...adding("dev", "owns:\n  account: false"), stage: "\t" };
    expect(placesOfErrors(files)).toEqual(["environments/stage.yaml:1:1"]);
  });
});
