import type { App } from "cdktf";
import type { DataEnvironment } from "./data/config";
import { DataStack } from "./data/stack";
import type { NetworkEnvironment } from "./network/config";
import { NetworkStack } from "./network/stack";
import type { SecurityEnvironment } from "./security/config";
import { SecurityStack } from "./security/stack";

/** Builds every layer of an environment, producers before the layers that read them. */
export function buildEnvironment(
  app: App,
  environment: SecurityEnvironment & NetworkEnvironment & DataEnvironment,
): void {
  new SecurityStack(app, environment);
  new NetworkStack(app, environment);
  new DataStack(app, environment);
}
