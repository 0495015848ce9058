import type { Given } from "./given/given";
import { monitoringEdits } from "./given/monitoring";

/** What knobs are changed to where no value that can be guessed is allowed, or tells much. */
export const givenEdits: Readonly<Record<string, Given>> = {
  ...monitoringEdits,
};
