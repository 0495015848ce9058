import { Command } from "commander";
import { registerAdopt } from "./adopt";
import { registerAffected } from "./affected";
import { registerBootstrap } from "./bootstrap";
import { registerCheck } from "./check";
import { registerDeploy } from "./deploy";
import { registerDestroy } from "./destroy";
import { registerDrift } from "./drift";
import { registerEmulator } from "./emulator";
import { registerPlan } from "./plan";
import { registerPolicy } from "./policy";
import { registerPreview } from "./preview";
import { registerReview } from "./review";
import { registerStart } from "./start";
import { registerSynth } from "./synth";
import { registerValidate } from "./validate";

// The AWS SDK warns about old versions of Node.js: that concerns the authors of a program, not the people who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const program = new Command("strata")
  .description("An AI-ready AWS platform, defined as typed code.")
  .showHelpAfterError()
  .showSuggestionAfterError();

registerAdopt(program);
registerAffected(program);
registerBootstrap(program);
registerCheck(program);
registerDeploy(program);
registerDestroy(program);
registerDrift(program);
registerEmulator(program);
registerPlan(program);
registerPolicy(program);
registerPreview(program);
registerReview(program);
registerStart(program);
registerSynth(program);
registerValidate(program);

try {
  await program.parseAsync();
} catch (error) {
  // A mistake of the user needs a sentence; only an error of the program needs its stack.
  console.error(error instanceof Error && error.name === "UserError" ? error.message : error);
  process.exitCode = 1;
}
