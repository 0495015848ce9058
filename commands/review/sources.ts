import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type CallSite, callSitesOf } from "../../platform/cdktf/sources";
import { projectRoot } from "../../platform/root";
import type { StackLocation } from "../merged-root/locate";

/**
 * Where the code builds what is at a place: the line of its layer, and that of the module that the layer calls, as in
 * `layers/data/lake.ts:41, modules/storage/bucket.ts:88`. Undefined where `recordSources` did not see it.
 */
export function sourceOf({ stack, path }: StackLocation): string | undefined {
  if (path === undefined) return undefined;
  const places = callSitesOf(`${stack}/${path}`).map(inSources);
  const first = (folder: string) => places.find((place) => place.startsWith(`${folder}/`));
  return [first("layers"), first("modules")].filter(Boolean).join(", ") || undefined;
}

const maps = new Map<string, SourceMap | undefined>();

/** The place as `file:line` below the project, of a bundle that of its source. */
function inSources([file, line, column]: CallSite): string {
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  const entry = mapOf(path)?.findEntry(line - 1, column - 1);
  const [source, sourceLine] =
    entry && "originalSource" in entry
      ? [resolve(dirname(path), entry.originalSource), entry.originalLine + 1]
      : [path, line];
  return `${relative(projectRoot(), source)}:${sourceLine}`;
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const map = `${file}.map`;
    maps.set(file, existsSync(map) ? new SourceMap(JSON.parse(readFileSync(map, "utf8"))) : undefined);
  }
  return maps.get(file);
}
