import { alone } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { awsDestination, confirmAccount, type Destination, emulatorDestination } from "../account/destination";
import type { Session } from "./operations";

/** Where the resources of the stack are. @throws UserError when the credentials are of another account */
export async function destinationOf({ target }: Session, stack: Stack): Promise<Destination> {
  const { account, resources } = alone(stack);
  const destination = target.isEmulator ? await emulatorDestination() : awsDestination(account);
  const [{ region = "" } = {}] = resources.values();
  await confirmAccount(destination, region);
  return destination;
}
