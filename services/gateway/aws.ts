import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

/** Where credentials come from. They are those of the pod's role in a cluster. */
export type Credentials = ReturnType<typeof defaultProvider>;

/** What talks to AWS. */
export interface Aws {
  readonly credentials: Credentials;
  readonly tables: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly functions: LambdaClient;
}

/** Milliseconds to connect, and to an answer. After them the client tries again, twice. */
const requestHandler = { connectionTimeout: 1_000, requestTimeout: 2_000 };

/** An answer begins late, and has long pauses. */
const patient = { ...requestHandler, requestTimeout: 65_000 };

export function connectAws(region: string): Aws {
  const credentials = defaultProvider();
  const options = { region, credentials, requestHandler };
  return {
    credentials,
    tables: new DynamoDBClient(options),
    secrets: new SecretsManagerClient(options),
    functions: new LambdaClient({ ...options, requestHandler: patient }),
  };
}
