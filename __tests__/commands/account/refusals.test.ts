import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { adopt } from "../../../commands/adopt/run";
import { singletons } from "../../../commands/adopt/singletons";
import { neededActions } from "../../../commands/bootstrap/permission";
import { bootstrap } from "../../../commands/bootstrap/run";
import { ensureStateBucket } from "../../../commands/bootstrap/state-bucket";
import { platformStacks } from "../../support/platform";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment } from "../terraform/fakes";
import { refusingAws } from "./refusing-aws";

const dev = "111122223333";

describe("credentials of another account", () => {
  test.each([
    ["bootstrap", () => bootstrap("dev", false)],
    ["adopt", () => adopt("dev", false)],
  ])("are refused by %s before anything else is asked", async (_, command) => {
    const aws = await refusingAws("999900001111");
    withEnvironment(aws.variables);
    await expect(command()).rejects.toThrow(`expected credentials of account ${dev}, got account 999900001111`);
    expect(aws.asked).toEqual(["GetCallerIdentity"]);
  });
});

describe("an account without permissions", () => {
  test("gets from bootstrap all that it needs, and nothing is changed", async () => {
    const aws = await refusingAws(dev);
    withEnvironment(aws.variables);
    const error = await bootstrap("dev", false).catch((reason: Error) => reason.message);
    expect(neededActions.filter((action) => !String(error).includes(`  ${action}\n`))).toEqual([]);
    expect(aws.asked).toEqual(["GetCallerIdentity", "DescribeKey"]);
  });

  test("gets the same where the bucket is all that is looked at, which may belong to somebody else", async () => {
    const { endpoint, asked } = await refusingAws(dev);
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" };
    const settings = { endpoint, credentials, forcePathStyle: true };
    const ensured = ensureStateBucket({ account: dev, settings }, { bucket: "strata-state", region: "us-east-1" });
    await expect(ensured).rejects.toThrow(/to belong to account 111122223333[\s\S]*s3:CreateBucket/);
    expect(asked).toEqual(["HEAD /strata-state/"]);
  });

  test("gets from adopt all that is missing at once: the states and every singleton of the environment", async () => {
    const aws = await refusingAws(dev);
    const folder = temporaryFolder();
    const { all, exitCode } = await execa(process.execPath, ["commands/launch.mjs", "adopt", "dev"], {
      env: {
        ...aws.variables,
        AWS_EC2_METADATA_DISABLED: "true",
        CDKTF_OUTDIR: join(folder, "out"),
        STRATA_TERRAFORM: fakeTerraform(answersVersion("1.11.0")),
        STRATA_PROVIDER_MIRROR: unpackedMirror(folder),
      },
      all: true,
      reject: false,
    });
    expect(exitCode, all).toBe(1);
    expect(all).toMatch(/The state of dev-\w+ cannot be read:\n.*not authorized/);
    expect(all).toContain("Nothing was recorded.");
    const types = platformStacks().flatMap(({ environment, json }) =>
      environment === "dev" ? Object.keys(json.resource ?? {}) : [],
    );
    const wanted = singletons.filter(({ type }) => types.includes(type)).map(({ action }) => action);
    expect(wanted.length).toBeGreaterThan(5);
    expect(all).toContain(`Grant ${[...new Set(wanted)].sort().join(", ")}.`);
  });
});
