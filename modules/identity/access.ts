import type { PolicyStatement } from "./policy-document";

/**
 * Where something that can be used answers. `internet`: at public addresses of AWS, as what is behind a gateway endpoint
 * does, and a service that has no endpoint in the VPC. Others than that, brokers, the cache, the database and the mesh: services
 * of AWS, by the last part of the name that an interface endpoint of theirs has.
 */
export type Place =
  | "brokers"
  | "cache"
  | "database"
  | "events"
  | "internet"
  | "kinesis-streams"
  | "mesh"
  | "sagemaker.api"
  | "sagemaker.featurestore-runtime"
  | "sagemaker.runtime"
  | "secretsmanager"
  | "sqs";

/** What follows from a reference in `uses`. */
export interface Access {
  readonly statements: readonly PolicyStatement[];
  /** Environment variables, by what they are called after the reference: `NAME` becomes `TABLES_SESSIONS_NAME`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where it answers, for network policies. */
  readonly places: readonly Place[];
  /** Tags that the role needs in addition to its policy. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A reference in `uses`, and who uses it. */
export interface Use {
  /** Service or function that uses it. */
  readonly user: string;
  /** What of the kind, as in `sessions`. */
  readonly name: string;
  /** The name in Pascal case, for sids, as in `Sessions`. */
  readonly what: string;
  readonly level: string;
}

/**
 * What using a thing of each kind comes to. Whether the thing exists and offers the level, `strata check` has asked
 * before. Nothing where the recovery strategy leaves it out: it follows on the day, with the apply that builds the thing.
 */
export type Kinds = Readonly<Record<string, (use: Use) => Access | undefined>>;

/** All that follows from a map of uses. @throws Error when it names a kind that is not among `kinds` */
export function accessOf(kinds: Kinds, user: string, uses: Readonly<Record<string, string>>): Required<Access> {
  const all = Object.entries(uses)
    // Their order in the file means nothing.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([reference, level]) => {
      const [kind = "", name = ""] = reference.split(".");
      const resolve = kinds[kind];
      if (!resolve) throw new Error(`${user} uses ${reference}: the uses.ts of no layer that it reads knows ${kind}.`);
      const access = resolve({ user, name, what: pascalCase(name), level });
      return access ? [{ reference, ...access }] : [];
    });
  return {
    statements: all.flatMap(({ statements }) => statements),
    variables: Object.assign({}, ...all.map(({ reference, variables }) => named(reference, variables))),
    places: [...new Set(all.flatMap(({ places }) => places))].sort(),
    tags: Object.assign({}, ...all.map(({ tags }) => tags)),
  };
}

/** `NAME` of tables.sessions is `TABLES_SESSIONS_NAME`. */
function named(reference: string, variables: Access["variables"]): Record<string, string> {
  const prefix = reference.toUpperCase().replaceAll(/[.-]/g, "_");
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`${prefix}_${name}`, value]));
}

/** `session-signing-key` is `SessionSigningKey`: sids have letters and digits only. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
