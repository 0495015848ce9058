import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

/** Where credentials come from. They are those of the pod's role in a cluster. */
export type Credentials = ReturnType<typeof defaultProvider>;

/** What talks to AWS. */
export interface Aws {
  readonly credentials: Credentials;
  readonly tables: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
}

export function connectAws(region: string): Aws {
  const credentials = defaultProvider();
  return {
    credentials,
    tables: new DynamoDBClient({ region, credentials }),
    secrets: new SecretsManagerClient({ region, credentials }),
  };
}
