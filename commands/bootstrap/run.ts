import { loadEnvironments } from "../../environments/load";
import { UserError } from "../../platform/errors";
import { awsDestination, confirmAccount, emulatorDestination } from "../account/destination";
import { environmentNamed } from "../account/environment";
import { explainDenial } from "./permission";
import { describeQuotas, neededQuotas } from "./quotas";
import { ensureStateBucket } from "./state-bucket";
import { ensureStateKey } from "./state-key";

/**
 * Prepares the account of an environment for its first deploy. Every step looks first, so a second run changes nothing
 * and one after a kill continues.
 * @returns what was done and what is left to do
 * @throws UserError when the states are not in S3, or the credentials, the key or the bucket are not the environment's
 */
export async function bootstrap(name: string, emulator: boolean): Promise<string> {
  const environments = loadEnvironments();
  const { state, account, region } = environmentNamed(name, environments);
  if (state.backend !== "s3") {
    throw new UserError(
      `expected \`state.backend: s3\` in ${name}, got ${state.backend}: its states need no bucket. Nothing to do.`,
    );
  }
  const destination = emulator ? await emulatorDestination() : awsDestination(account);
  const caller = await confirmAccount(destination, state.region);
  const lines = [`Account ${destination.account} confirmed: ${caller}`];
  try {
    const key = state.kmsKeyArn === undefined ? undefined : await ensureStateKey(destination, state.kmsKeyArn);
    if (key) lines.push(`Key ${key.arn} (${state.kmsKeyArn?.split(":").at(-1)}): ${key.done}`);
    const wanted = { bucket: state.bucket, region: state.region, keyArn: key?.arn };
    lines.push(`Bucket ${state.bucket} in ${state.region}: ${await ensureStateBucket(destination, wanted)}`);
  } catch (error) {
    explainDenial(error);
  }
  const together = environments.filter((one) => one.account === account && one.region === region);
  const quotas = await describeQuotas(destination, region, neededQuotas(together));
  return [...lines, `Quotas in ${region}:`, ...quotas.map((line) => `  ${line}`)].join("\n");
}
