import type { TestProject } from "vitest/node";
import { loadEmulator } from "../../commands/emulator/definition";
import { findOrInstall } from "../../commands/emulator/install";
import { Terraform } from "../../commands/terraform/terraform";

declare module "vitest" {
  interface ProvidedContext {
    /** What this machine lacks for the emulator tests, and how to get it; empty when it lacks nothing. */
    missingPart: string;
  }
}

/** Runs once before all files of the rung: installs the emulator, which the files must not do at the same time. */
export default async function prepare(project: TestProject): Promise<void> {
  project.provide("missingPart", await missingPart());
}

async function missingPart(): Promise<string> {
  try {
    await Terraform.locate();
    await findOrInstall(loadEmulator(), (text) => console.log(text));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
