import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { verbs } from "../../modules/api/rest-document";
import { projectRoot } from "../../platform/root";

/** An operation of an OpenAPI document. */
export interface Operation {
  /** As in "GET". */
  readonly method: string;
  /** As in "/documents/{documentId}". */
  readonly path: string;
  /** Function that answers it, by its name below functions/ (`x-function`); undefined where the document does not say. */
  readonly function: string | undefined;
  /** Where it is in the file, from 0. */
  readonly offset: number;
}

/** An OpenAPI document of the repository, as it is in its file. */
export interface OpenApiDocument {
  readonly json: Readonly<Record<string, unknown>>;
  readonly operations: readonly Operation[];
  readonly text: string;
}

/**
 * Reads an OpenAPI document. Whether it is a valid one, a test asks.
 * @param file from the root of the repository
 * @returns what is wrong, where there is no such file or it is no YAML
 */
export function readOpenApi(file: string): OpenApiDocument | string {
  const path = join(projectRoot(), file);
  if (!existsSync(path)) return "there is no such file";
  const text = readFileSync(path, "utf8");
  const known = parsed.get(text) ?? parse(text);
  parsed.set(text, known);
  return known;
}

/** By text: the environments share one document, and parsing it takes longer than all else that a check does with it. */
const parsed = new Map<string, OpenApiDocument | string>();

function parse(text: string): OpenApiDocument | string {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return String(error.message.split("\n")[0]);
  const json = document.toJS() as OpenApiDocument["json"];
  const paths = Object.entries((json.paths ?? {}) as Record<string, Record<string, unknown>>);
  const operations = paths.flatMap(([path, item]) =>
    verbs.flatMap((verb) => {
      const operation = item[verb] as { readonly "x-function"?: string } | undefined;
      if (!operation) return [];
      const node = document.getIn(["paths", path, verb], true) as { readonly range?: readonly number[] };
      return [{ method: verb.toUpperCase(), path, function: operation["x-function"], offset: node.range?.[0] ?? 0 }];
    }),
  );
  return { json, operations, text };
}
