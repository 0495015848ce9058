import type { App } from "cdktf";
import { LayerStack } from "../../platform/layer-stack";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { buildCache } from "./cache";
import type { DataEnvironment } from "./config";
import type { Foundation } from "./foundation";
import { buildLake } from "./lake";
import { dataOutputs } from "./outputs";
import { buildTables } from "./tables";

export class DataStack extends LayerStack<DataEnvironment> {
  constructor(app: App, environment: DataEnvironment) {
    super(app, environment, "data");
    const { names } = this;
    const { primary } = environment;
    const foundation: Foundation = {
      names,
      security: this.read(securityOutputs),
      network: this.read(networkOutputs),
      upstream: primary && {
        environment: primary,
        security: this.read(securityOutputs, primary),
        data: this.read(dataOutputs, primary),
      },
      backupPlan: "standard",
    };
    const lake = buildLake(this, foundation);
    const tables = buildTables(this, foundation);
    const cache = buildCache(this, foundation);
    void lake;
    void tables;
    void cache;
  }
}
