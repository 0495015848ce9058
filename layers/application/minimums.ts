import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** Fewest pods of a service: a single one is gone with its zone, and while its node is replaced. */
export const fewestPods = aboveSandbox(2);

/** What they are for. */
export const whyPods = "services in two zones or more";

/** What tiers ask of the `application` section. */
export const applicationMinimums: readonly Minimum[] = [
  { path: ["application", "serviceScale", "min"], atLeast: fewestPods, needs: whyPods },
];
