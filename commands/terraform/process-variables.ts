import { namesMissingConfig } from "./provider-source";

/**
 * Go collects garbage whenever the heap has doubled. Most of the CPU time of a short Terraform run goes into building
 * the provider's schema, which is never garbage: collecting at five times the heap saves a quarter of that time and
 * costs a tenth more memory.
 */
const collectionPercent = "400";

/**
 * Every variable of a Terraform process.
 * @param extra variables on top of the caller's environment
 */
export function processVariables(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited: NodeJS.ProcessEnv = { GOGC: collectionPercent, ...process.env };
  if (namesMissingConfig(inherited)) delete inherited.TF_CLI_CONFIG_FILE;
  return { ...inherited, ...extra, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
}
