import { stringify } from "yaml";

/** An object of Kubernetes as it is written to a file. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default the object belongs to the cluster */
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

/** An object of an API group that the library has no class for. */
export interface CustomManifest extends Manifest {
  readonly spec: object;
}

/**
 * Manifests as one YAML file, in their order. All strings are quoted: what takes the place of a placeholder stays a
 * string, and no reader of YAML 1.1 takes one for a number or a boolean.
 */
export function yamlOf(manifests: readonly object[]): Uint8Array {
  const documents = manifests.map((manifest) =>
    stringify(manifest, {
      defaultStringType: "QUOTE_DOUBLE",
      defaultKeyType: "PLAIN",
      lineWidth: 0,
      aliasDuplicateObjects: false,
    }),
  );
  return new TextEncoder().encode(documents.join("---\n"));
}

/** What the delivery pipeline puts a value in the place of, as `envsubst` reads it: `${REPOSITORY_URL}`. */
export function placeholder(name: string): string {
  return `\${${name}}`;
}
