import type { Rule } from "../../environments/loader/rule";
import type { PresentationEnvironment } from "./config";
import { edgeRecoveryRules } from "./recovery-rules";
import { routesRules } from "./routes-rules";
import { shieldRules } from "./shield-rules";
import { stagingRules } from "./staging-rules";
import { wafRules } from "./waf-rules";

/** What must hold between values of the `presentation` section, the frame and what it refers to. */
export const presentationRules: readonly Rule<PresentationEnvironment>[] = [
  ...routesRules,
  ...wafRules,
  ...shieldRules,
  ...stagingRules,
  ...edgeRecoveryRules,
];
