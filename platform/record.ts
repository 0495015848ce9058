import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Named } from "./name-rules";
import { projectRoot } from "./root";

/** What an environment is recorded under: as AWS tells its resources apart from those of others. */
export function recordKeyOf({ account, region, organization, name }: Named): string {
  return `${account} ${region} ${organization}-${name}`;
}

/**
 * A file of the repository that says what environments had before, of which `strata check` accepts no change.
 * @param file path from the folder of the repository
 */
export function readRecord<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(join(projectRoot(), file), "utf8")));
}
