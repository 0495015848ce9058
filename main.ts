import { App } from "cdktf";
import { loadEnvironments } from "./environments/load";
import { buildEnvironment } from "./layers/build";
import { synthesize } from "./platform/synthesize";

const environments = loadEnvironments();
const app = new App();
for (const environment of environments) buildEnvironment(app, environment);
synthesize(app);
