import { parseAllDocuments } from "yaml";
import type { Environment } from "../../layers/layers";
import { assetsOf } from "./layers";

/** An object of Kubernetes as a file has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into parts of many kinds
  readonly [part: string]: any;
}

/** The documents of a YAML file. */
export function documentsOf(text: string): KubernetesObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
}

/** What the application layer writes for an environment: the objects in each file, by its name below `manifests/`. */
export function manifestsOf(
  ...environments: readonly Environment[]
): (environment: string) => Readonly<Record<string, KubernetesObject[]>> {
  const files = manifestFilesOf(...environments);
  return (name) => Object.fromEntries(Object.entries(files(name)).map(([file, text]) => [file, documentsOf(text)]));
}

/** The same files as text. */
export function manifestFilesOf(
  ...environments: readonly Environment[]
): (environment: string) => Readonly<Record<string, string>> {
  const assets = assetsOf("application", ...environments);
  const folder = "manifests/";
  return (name) =>
    Object.fromEntries(
      Object.entries(assets(name))
        .filter(([file]) => file.startsWith(folder))
        .map(([file, text]) => [file.slice(folder.length), text]),
    );
}

/** The only object of a kind. */
export function only(objects: readonly KubernetesObject[], kind: string): KubernetesObject {
  const found = objects.filter((object) => object.kind === kind);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} objects of kind ${kind} instead of one`);
  return first;
}
