import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRoleCommand, DeleteRoleCommand, IAMClient, ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { ApplyJournal } from "../../commands/deploy/apply-journal";
import { projectRoot } from "../../platform/root";
import { fakeStack } from "../support/fake-stacks";
import { type Bench, describeOnEmulator } from "./harness";
import { addressesOf, takeSnapshot } from "./residue";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const stack = fakeStack("dev-security", {
  resources: {
    "aws_iam_role.own": { name: "strata-dev-own", assume_role_policy: trust },
    "aws_iam_role.theirs": { name: "strata-dev-theirs", assume_role_policy: trust },
    "aws_s3_bucket.own": { bucket: "strata-dev-own" },
  },
});
/** What the default provider of the stack puts on everything. */
const ownTags = [{ Key: "tier", Value: "sandbox" }];

/** Writes the stack as synthesis does. */
function write(bench: Bench): void {
  const folder = join("stacks", stack.id);
  mkdirSync(join(bench.synthesized, folder), { recursive: true });
  writeFileSync(join(bench.synthesized, folder, "cdk.tf.json"), JSON.stringify(stack.json));
  copyFileSync(join(projectRoot(), ".terraform.lock.hcl"), join(bench.synthesized, folder, ".terraform.lock.hcl"));
  const entry = { workingDirectory: folder, synthesizedStackPath: join(folder, "cdk.tf.json"), dependencies: [] };
  writeFileSync(join(bench.synthesized, "manifest.json"), JSON.stringify({ stacks: { [stack.id]: entry } }));
}

describeOnEmulator("a deploy that finds in its way what no state knows", (bench) => {
  const settings = () => ({
    endpoint: bench.endpoint(),
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  });
  const deploy = () => bench.strata("deploy", stack.id, "--emulator", "--skip-synth");

  it("says whose it is and how to go on, and then imports what is the platform's own, and nothing else", async () => {
    write(bench);
    const iam = new IAMClient(settings());
    const role = { AssumeRolePolicyDocument: trust };
    await iam.send(new CreateRoleCommand({ ...role, RoleName: "strata-dev-own", Tags: ownTags }));
    await iam.send(new CreateRoleCommand({ ...role, RoleName: "strata-dev-theirs" }));
    const s3 = new S3Client({ ...settings(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "strata-dev-own" }));
    await s3.send(new PutBucketTaggingCommand({ Bucket: "strata-dev-own", Tagging: { TagSet: ownTags } }));

    const first = await deploy();
    expect(first.exitCode, first.output).toBe(1);
    expect(first.output).toContain(
      "aws_iam_role.own: strata-dev-own exists, and the state does not hold it; it has the tags of dev-security.\n" +
        "  Deploy again: `npx strata deploy dev-security --emulator` imports it.",
    );
    expect(first.output).toContain("aws_s3_bucket.own: strata-dev-own exists, and the state does not hold it; it has");
    expect(first.output).toContain(
      "aws_iam_role.theirs: strata-dev-theirs exists, and the state does not hold it; " +
        "its tags are not those of dev-security (tier: expected sandbox, got none).",
    );
    expect(first.output).toContain('    adopted:\n      security:\n        aws_iam_role.theirs: "strata-dev-theirs"');
    const notes = new ApplyJournal(join(bench.stackFolder(stack.id), "runs"));
    expect(notes.existing().map(({ address }) => address)).toEqual(["aws_iam_role.own", "aws_s3_bucket.own"]);

    await iam.send(new DeleteRoleCommand({ RoleName: "strata-dev-theirs" }));
    const second = await deploy();
    expect(second.exitCode, second.output).toBe(0);
    expect(second.output).toContain(
      "warning: aws_iam_role.own: strata-dev-own was in the way of the last apply, and is the platform's own: it is imported",
    );
    expect(second.output).toMatch(/dev-security +done: \+1 .*\(2 taken over\)/);
    const [state = ""] = (await takeSnapshot(bench, [stack.id])).values();
    expect(addressesOf(state)).toEqual(["aws_iam_role.own", "aws_iam_role.theirs", "aws_s3_bucket.own"]);
    expect(notes.existing()).toEqual([]);
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: "strata-dev-own" }));
    expect(Tags).toEqual(ownTags);
  });
});
