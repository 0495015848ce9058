import { DeleteAliasCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetBucketEncryptionCommand, PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { execa } from "execa";
import { expect, it } from "vitest";
import { describeOnEmulator } from "./harness";

const bucket = "strata-dr-state-777788889999";
const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

describeOnEmulator("bootstrap", (bench) => {
  const settings = () => ({ endpoint: bench.endpoint(), credentials, region: "us-west-2", forcePathStyle: true });
  const keyOfAlias = async () => {
    const { KeyMetadata } = await new KMSClient(settings()).send(
      new DescribeKeyCommand({ KeyId: "alias/strata-state" }),
    );
    return String(KeyMetadata?.Arn);
  };
  const run = async () => {
    const { output, exitCode } = await bench.strata("bootstrap", "dr", "--emulator");
    expect(exitCode, output).toBe(0);
    return output;
  };

  it("creates the key and a bucket that encrypts with it, then changes nothing", async () => {
    expect(await run()).toContain(
      `Bucket ${bucket} in us-west-2: created, no public access, versions, encryption; left out: TLS only`,
    );
    const { ServerSideEncryptionConfiguration } = await new S3Client(settings()).send(
      new GetBucketEncryptionCommand({ Bucket: bucket }),
    );
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: "aws:kms",
      KMSMasterKeyID: await keyOfAlias(),
    });
    const again = await run();
    expect(again).toContain("(alias/strata-state): unchanged");
    expect(again).toContain(`Bucket ${bucket} in us-west-2: unchanged`);
  });

  it("continues with the key of a run that ended before it made the alias", async () => {
    const before = await keyOfAlias();
    await new KMSClient(settings()).send(new DeleteAliasCommand({ AliasName: "alias/strata-state" }));
    await run();
    expect(await keyOfAlias()).toBe(before);
  });

  it("corrects a setting that somebody changed, and that alone", async () => {
    await new S3Client(settings()).send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
    expect(await run()).toContain(`Bucket ${bucket} in us-west-2: versions; left out`);
  });

  it("refuses credentials of another account before it reads anything", async () => {
    const { all, exitCode } = await execa(process.execPath, ["commands/launch.mjs", "bootstrap", "stage"], {
      env: {
        ...bench.env,
        AWS_ENDPOINT_URL: bench.endpoint(),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
      all: true,
      reject: false,
    });
    expect(exitCode, all).toBe(1);
    expect(all).toContain("got account 123456789012");
    expect(all).toContain("nothing was read or changed");
  });
});
