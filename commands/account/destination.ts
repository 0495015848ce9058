import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../../platform/errors";
import { loadEmulator } from "../emulator/definition";
import { currentEndpoint } from "../emulator/endpoint";

/** Where a command sends its requests, and the account that it has to find there. */
export interface Destination {
  readonly account: string;
  /** Why bucket policies are left out. Absent where they are set, as in AWS. */
  readonly withoutPolicies?: string;
  /** Settings of any client. */
  readonly settings: {
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** S3 only: buckets in the path of a URL instead of the host name. */
    readonly forcePathStyle?: boolean;
  };
}

/** The environment's account in AWS, with the caller's credentials. */
export function awsDestination(account: string): Destination {
  return { account, settings: {} };
}

/** The running emulator. @throws UserError when none runs */
export async function emulatorDestination(): Promise<Destination> {
  const emulator = loadEmulator();
  const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } =
    emulator.terraform.environment;
  return {
    account: emulator.account,
    withoutPolicies: emulator.unsupported.aws_s3_bucket_policy,
    settings: {
      endpoint: await currentEndpoint(emulator),
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
    },
  };
}

/**
 * Confirms whose credentials these are, before anything else is read.
 * @returns the ARN of the caller
 * @throws UserError when there are none, or they belong to another account
 */
export async function confirmAccount({ account, settings }: Destination, region: string): Promise<string> {
  const sts = new STSClient({ region, ...settings });
  const caller = await sts.send(new GetCallerIdentityCommand({})).catch((error: Error) => {
    throw new UserError(`Cannot tell whose AWS credentials these are: ${error.message} Set them as for the AWS CLI.`);
  });
  if (caller.Account !== account) {
    throw new UserError(
      `expected credentials of account ${account}, got account ${caller.Account} (${caller.Arn}): nothing was read or ` +
        "changed. Use a profile of that account, or correct `account` in the environment file.",
    );
  }
  return String(caller.Arn);
}
