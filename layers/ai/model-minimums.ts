import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** Fewest instances of an endpoint: a single one is gone with its zone, and while it is replaced. */
export const fewestInstances = aboveSandbox(2);

/** What they are for. */
export const whyInstances = "an endpoint in two zones or more";

/** What tiers ask of models. */
export const modelMinimums: readonly Minimum[] = [
  { path: ["ai", "modelServing", "instances", "min"], atLeast: fewestInstances, needs: whyInstances },
  {
    path: ["ai", "modelServing", "rollout", "shift"],
    oneOf: { production: ["linear", "canary"] },
    needs: "a rollout that is watched before a new version takes all traffic",
  },
];
