import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { UserError } from "../../platform/errors";
import type { Destination } from "../account/destination";
import { withOwnStatements } from "./bucket-policy";
import { neededText } from "./permission";

/** A bucket for states as `state` of an environment file describes it. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
  /** ARN of the key that encrypts by default. Keys of S3 (SSE-S3) when absent. */
  readonly keyArn?: string;
}

/** One property of the bucket: whether it is right, and how to make it so. */
interface Setting {
  readonly name: string;
  readonly isRight: () => Promise<boolean>;
  readonly set: () => Promise<unknown>;
}

const tlsOnly = "TLS only";

const blocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/**
 * Creates the bucket or corrects the one that is there: versions, encryption, no public access, TLS only.
 * @returns what was done, as in `created, versions, encryption`, or `unchanged`
 * @throws UserError when the bucket belongs to another account or is in another region
 */
export async function ensureStateBucket(destination: Destination, wanted: StateBucket): Promise<string> {
  const { account, settings, withoutPolicies } = destination;
  const s3 = new S3Client({ region: wanted.region, ...settings });
  const done: string[] = [];
  if (!(await isThere(s3, wanted, account))) {
    await s3.send(new CreateBucketCommand(creation(wanted)));
    done.push("created");
  }
  for (const { name, isRight, set } of settingsOf(s3, wanted, account)) {
    if ((name === tlsOnly && withoutPolicies) || (await isRight())) continue;
    await set();
    done.push(name);
  }
  const leftOut = withoutPolicies ? `; left out: ${tlsOnly} (${withoutPolicies})` : "";
  return (done.join(", ") || "unchanged") + leftOut;
}

/** S3 refuses us-east-1 as a location constraint: it is what no constraint means. */
export function creation({ bucket, region }: StateBucket): CreateBucketCommandInput {
  type Location = NonNullable<CreateBucketCommandInput["CreateBucketConfiguration"]>["LocationConstraint"];
  return {
    Bucket: bucket,
    ObjectOwnership: "BucketOwnerEnforced",
    ...(region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: region as Location } }),
  };
}

async function isThere(s3: S3Client, { bucket, region }: StateBucket, account: string): Promise<boolean> {
  try {
    const found = await s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
    if (found.BucketRegion === undefined || found.BucketRegion === region) return true;
    throw elsewhere(bucket, region, found.BucketRegion);
  } catch (error) {
    const { $metadata, $response } = error as {
      $metadata?: { httpStatusCode?: number };
      $response?: { headers?: Record<string, string> };
    };
    if ($metadata?.httpStatusCode === 404) return false;
    if ($metadata?.httpStatusCode === 301)
      throw elsewhere(bucket, region, $response?.headers?.["x-amz-bucket-region"] ?? "another region");
    if ($metadata?.httpStatusCode !== 403) throw error;
    throw new UserError(
      `expected the bucket ${bucket} to belong to account ${account} and to be readable, got "forbidden": names of ` +
        "buckets are unique in all of AWS. If it is yours, grant s3:ListBucket and what else is missing; otherwise choose " +
        `another \`state.bucket\`.\n${neededText}`,
    );
  }
}

function elsewhere(bucket: string, region: string, found: string): UserError {
  return new UserError(`expected the bucket ${bucket} in ${region}, got ${found}. Correct \`state.region\`.`);
}

function settingsOf(s3: S3Client, { bucket, keyArn }: StateBucket, account: string): Setting[] {
  const target = { Bucket: bucket, ExpectedBucketOwner: account };
  const policy = async () => {
    const found = await orMissing(s3.send(new GetBucketPolicyCommand(target)), "NoSuchBucketPolicy");
    return withOwnStatements(found?.Policy, bucket);
  };
  return [
    {
      name: "no public access",
      isRight: async () => {
        const found = await orMissing(
          s3.send(new GetPublicAccessBlockCommand(target)),
          "NoSuchPublicAccessBlockConfiguration",
        );
        const is = found?.PublicAccessBlockConfiguration ?? {};
        return Object.keys(blocked).every((name) => is[name as keyof typeof blocked] === true);
      },
      set: () => s3.send(new PutPublicAccessBlockCommand({ ...target, PublicAccessBlockConfiguration: blocked })),
    },
    {
      name: "versions",
      isRight: async () => (await s3.send(new GetBucketVersioningCommand(target))).Status === "Enabled",
      set: () => s3.send(new PutBucketVersioningCommand({ ...target, VersioningConfiguration: { Status: "Enabled" } })),
    },
    {
      name: "encryption",
      isRight: async () => {
        const found = await orMissing(
          s3.send(new GetBucketEncryptionCommand(target)),
          "ServerSideEncryptionConfigurationNotFoundError",
        );
        const rule = found?.ServerSideEncryptionConfiguration?.Rules?.[0];
        const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
        return keyArn === undefined
          ? SSEAlgorithm !== undefined
          : SSEAlgorithm === "aws:kms" && KMSMasterKeyID === keyArn && rule?.BucketKeyEnabled === true;
      },
      set: () =>
        s3.send(
          new PutBucketEncryptionCommand({
            ...target,
            ServerSideEncryptionConfiguration: {
              Rules: [
                keyArn === undefined
                  ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }
                  : {
                      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn },
                      BucketKeyEnabled: true,
                    },
              ],
            },
          }),
        ),
    },
    {
      name: tlsOnly,
      isRight: async () => !(await policy()).changed,
      set: async () => s3.send(new PutBucketPolicyCommand({ ...target, Policy: (await policy()).document })),
    },
  ];
}

/** The answer, or undefined where S3 has none yet. */
async function orMissing<T>(answer: Promise<T>, code: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as Error).name === code) return undefined;
    throw error;
  }
}
