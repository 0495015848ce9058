import type { Rule } from "../../environments/loader/rule";
import { applicationsRules } from "./applications-rules";
import { bedrockRules } from "./bedrock-rules";
import type { AiEnvironment } from "./config";
import { featuresRules } from "./features-rules";
import { modelsRules } from "./models-rules";
import { streamsRules } from "./streams-rules";
import { studioRules } from "./studio-rules";

/** What must hold between values of the `ai` section and the frame. */
export const aiRules: readonly Rule<AiEnvironment>[] = [
  ...modelsRules,
  ...bedrockRules,
  ...applicationsRules,
  ...featuresRules,
  ...studioRules,
  ...streamsRules,
];
