import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as yaml from "yaml";
import { environmentsFolder } from "../../environments/inspect";
import { loadEnvironments } from "../../environments/load";
import type { Path } from "../../environments/loader/values";
import type { Environment } from "../../layers/layers";
import { UserError } from "../../platform/errors";
import { withFolder } from "../support/temporary";

/** A value that an environment file gets, by the path to it. */
export interface Edit {
  readonly path: Path;
  /** Undefined takes away what the file has there. */
  readonly value: unknown;
  /** Environments whose files get it. Default: that which is walked. */
  readonly files?: readonly string[];
}

/** What comes of an edited file: the environments, or what is wrong with it. */
export type Edited = { readonly environments: readonly Environment[] } | { readonly refused: string };

/**
 * Loads environments of the repository with edits to the file of one of them, as `check` would.
 * @param environment whose file gets the edits that name none
 * @param group names of those to load
 */
export function loadEdited(environment: string, group: readonly string[], edits: readonly Edit[]): Edited {
  return withFolder((folder) => {
    for (const name of ["base", ...group]) {
      const text = readFileSync(join(environmentsFolder(), `${name}.yaml`), "utf8");
      const own = edits.filter(({ files = [environment] }) => files.includes(name));
      writeFileSync(join(folder, `${name}.yaml`), own.length > 0 ? edited(text, own) : text);
    }
    try {
      return { environments: loadEnvironments(folder) };
    } catch (error) {
      if (error instanceof UserError) return { refused: error.message.split("\n")[0] ?? "" };
      throw error;
    }
  });
}

function edited(text: string, edits: readonly Edit[]): string {
  const document = yaml.parseDocument(text);
  for (const { path, value } of edits) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value, { aliasDuplicateObjects: false }));
  }
  return document.toString();
}
