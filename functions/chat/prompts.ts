import { Prompt } from "../shared/prompts";
import passage from "./prompts/passage.v1.md";
import system from "./prompts/system.v1.md";

/** The instructions for the model, and the form of a passage. */
export const prompts = {
  system: new Prompt(system, ["date"]),
  passage: new Prompt(passage, ["number", "text"]),
};
