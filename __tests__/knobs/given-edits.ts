import { aiEdits } from "./given/ai";
import { applicationEdits } from "./given/application";
import { dataEdits } from "./given/data";
import { frameEdits } from "./given/frame";
import type { Given } from "./given/given";
import { monitoringEdits } from "./given/monitoring";
import { presentationEdits } from "./given/presentation";
import { securityEdits } from "./given/security";

/** What knobs are changed to where no value that can be guessed is allowed, or tells much. */
export const givenEdits: Readonly<Record<string, Given>> = {
  ...frameEdits,
  ...securityEdits,
  ...dataEdits,
  ...applicationEdits,
  ...aiEdits,
  ...presentationEdits,
  ...monitoringEdits,
};
