import type { Rule } from "../../environments/loader/rule";
import type { PresentationEnvironment } from "./config";

/** What must hold between values of the `presentation` section and the frame. */
export const presentationRules: readonly Rule<PresentationEnvironment>[] = [];
