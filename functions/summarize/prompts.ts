import { Prompt } from "../shared/prompts";
import part from "./prompts/part.v1.md";
import whole from "./prompts/whole.v1.md";

/** The prompts for one part of a document, and for the summaries of all parts. */
export const prompts = {
  part: new Prompt(part, ["title", "part", "parts"]),
  whole: new Prompt(whole, ["title"]),
};

/** Versions of the prompts. A summary of another version is another one. */
export const promptVersions = { part: 1, whole: 1 };
