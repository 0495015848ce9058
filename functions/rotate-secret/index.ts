import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  type Rotation,
  type RotationEvent,
  randomLength,
  randomText,
  rotate,
  type SecretsClient,
} from "../shared/rotation";

/** The rotation of a secret whose value is random and kept nowhere else, such as a signing key. */
export function generatedValue(client: SecretsClient): Rotation {
  return {
    make: () => randomText(client),
    test: async (value) => {
      if (value.length !== randomLength) throw new Error(`The new value does not have ${randomLength} characters`);
    },
  };
}

const client = new SecretsManagerClient();

export async function handler(event: RotationEvent): Promise<void> {
  await rotate(client, event, generatedValue(client));
}
