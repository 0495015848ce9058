import { Prompt } from "../shared/prompts";
import passage from "./prompts/passage.v1.md";
import system from "./prompts/system.v1.md";

/** What the model is told, and how a passage is put to it. */
export const prompts = {
  system: new Prompt(system, ["date"]),
  passage: new Prompt(passage, ["number", "text"]),
};
