import { UserError } from "../../platform/errors";
import { installedProgram } from "../python-program";
import type { Emulator } from "./definition";
import { findOnPath } from "./program";

/**
 * The emulator's program: on PATH, or installed by us earlier, or installed now.
 * @param note called with progress, line by line
 * @throws UserError when it cannot be had, with the command that helps
 */
export async function findOrInstall(emulator: Emulator, note: (text: string) => void): Promise<string> {
  const [name = emulator.name] = emulator.command;
  const onPath = findOnPath(name);
  if (onPath) {
    note(`${emulator.name} found: ${onPath}`);
    return onPath;
  }
  if (!emulator.install) {
    throw new UserError(
      `${name} was not found on PATH. Install ${emulator.name}, or name an endpoint that runs in STRATA_EMULATOR_ENDPOINT.`,
    );
  }
  const otherwise = `name a ${emulator.name} that runs in STRATA_EMULATOR_ENDPOINT`;
  return installedProgram({ ...emulator.install, name, title: emulator.name, otherwise }, note);
}
