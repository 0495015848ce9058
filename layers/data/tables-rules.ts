import { isDeepStrictEqual } from "node:util";
import type { FileError } from "../../environments/loader/errors";
import { type Candidate, errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { closest, didYouMean } from "../../environments/loader/suggest";
import { entriesOf, type Path, valueAt } from "../../environments/loader/values";
import type { DataEnvironment } from "./config";
import { isIndexName, isTableName } from "./tables-config";

type Settings = NonNullable<NonNullable<NonNullable<Candidate<DataEnvironment>["settings"]["data"]>["tables"]>[string]>;

/** A table of an environment file. */
interface Declared {
  readonly candidate: Candidate<DataEnvironment>;
  readonly name: string;
  readonly path: Path;
  readonly table: Settings;
}

/** A rule that looks at one table at a time. */
function eachTable(check: (declared: Declared) => FileError[]): Rule<DataEnvironment> {
  return each((candidate) =>
    entriesOf(candidate.settings.data?.tables).flatMap(([name, table]) =>
      check({ candidate, name, path: ["data", "tables", name], table }),
    ),
  );
}

/** The table and its indexes: all that has keys. */
function keyedOf({ path, table }: Declared) {
  const indexes = entriesOf(table.indexes).map(([index, key]) => ({ path: [...path, "indexes", index], key }));
  return [{ path, key: { hashKey: table.hashKey, rangeKey: table.rangeKey } }, ...indexes];
}

/** Whether the schema refused a key or an index, so that its attributes are unknown. */
function hasRefusedKeys({ candidate, path, table }: Declared): boolean {
  const keysOf = (value: unknown) => {
    const { hashKey, rangeKey, indexes = {} } = (value ?? {}) as Settings;
    return [hashKey, rangeKey, ...entriesOf(indexes).flatMap(([name, key]) => [name, key?.hashKey, key?.rangeKey])];
  };
  return (
    table.hashKey === undefined || !isDeepStrictEqual(keysOf(table), keysOf(valueAt(candidate.merged.value, path)))
  );
}

/** DynamoDB refuses a key without a type and a type without a key. Other attributes are not declared. */
const keysAndAttributes = eachTable((declared): FileError[] => {
  const { candidate, name, path, table } = declared;
  if (!table.attributes) return [];
  // Also those whose type is wrong, which is a separate error.
  const attributes = Object.keys(valueAt(candidate.merged.value, [...path, "attributes"]) ?? {});
  const keys = keyedOf(declared).flatMap(({ path: of, key }) => [
    { path: [...of, "hashKey"], attribute: key.hashKey },
    { path: [...of, "rangeKey"], attribute: key.rangeKey },
  ]);
  const named = keys.flatMap(({ attribute }) => (attribute === undefined ? [] : [attribute]));
  const undeclared = keys.flatMap(({ path: of, attribute }) => {
    if (attribute === undefined || attributes.includes(attribute)) return [];
    const allowed = `an attribute that ${name} declares (${attributes.join(", ") || "there is none"})`;
    const fix = didYouMean(attribute, attributes, `Add ${attribute} to attributes, with its type.`);
    return [errorAt(candidate, of, { allowed, fix })];
  });
  // What a misspelled key meant is not without use.
  const used = new Set([...named, ...named.map((attribute) => closest(attribute, attributes))]);
  const unused = hasRefusedKeys(declared) ? [] : attributes.filter((attribute) => !used.has(attribute));
  return [
    ...undeclared,
    ...unused.map((attribute) => {
      const allowed = `an attribute of a key of ${name} or of one of its indexes`;
      return keyErrorAt(candidate, [...path, "attributes", attribute], { allowed, fix: "Remove it." });
    }),
  ];
});

const twoAttributesPerKey = eachTable((declared) =>
  keyedOf(declared).flatMap(({ path, key: { hashKey, rangeKey } }) => {
    if (rangeKey === undefined || rangeKey !== hashKey) return [];
    const allowed = "an attribute other than that of the partition key";
    return [errorAt(declared.candidate, [...path, "rangeKey"], { allowed, fix: "Change it, or remove the line." })];
  }),
);

/** DynamoDB takes a time of another type, and nothing ever expires (developer guide, "Time to Live"). */
const timesAreNumbers = eachTable(({ candidate, path, table: { ttlAttribute, attributes } }) => {
  const type = ttlAttribute === undefined ? undefined : attributes?.[ttlAttribute];
  if (type === undefined || type === "N") return [];
  const text = { allowed: "an attribute of type N", seen: `${ttlAttribute} of type ${type}` };
  return [errorAt(candidate, [...path, "ttlAttribute"], { ...text, fix: "Name another attribute." })];
});

/** Default quota of global secondary indexes of a table (DynamoDB developer guide, "Quotas"). */
const mostIndexes = 20;

const fewIndexes = eachTable(({ candidate, path, table }) => {
  const count = entriesOf(table.indexes).length;
  if (count <= mostIndexes) return [];
  const allowed = `at most ${mostIndexes} indexes, DynamoDB's quota`;
  return [errorAt(candidate, [...path, "indexes"], { seen: `${count} indexes`, allowed, fix: "Remove some." })];
});

/** Names of the indexes that could be. Those that could not are separate errors. */
function indexNamesOf({ indexes }: Settings): string[] {
  return Object.keys(indexes ?? {}).filter(isIndexName);
}

/**
 * Terraform's addresses (platform/addresses.ts) know letters, digits and `_` only, and go on with `-index` behind the
 * name: `by.owner`, `by-owner` and `by-owner-` would be one.
 */
const indexesToTellApart = eachTable(({ candidate, path, table }) => {
  const addressOf = (name: string) => `${name}-index`.replace(/[^A-Za-z0-9_]+/g, "_");
  const names = indexNamesOf(table);
  return names.flatMap((name, position) => {
    const twin = names.slice(0, position).find((other) => addressOf(other) === addressOf(name));
    if (twin === undefined) return [];
    const allowed = `a name that differs from ${twin} in more than . _ and -`;
    return [keyErrorAt(candidate, [...path, "indexes", name], { allowed, fix: "Rename it." })];
  });
});

/** Longest name of a scaling policy that the AWS provider takes. */
const longestPolicyName = 255;

/** Autoscaling calls its policy after table and index; that of a replica after the table of the primary. */
const namesOfPoliciesFit = eachTable(({ candidate, name, path, table }) => {
  const { organization, name: environment, recovers, data } = candidate.settings;
  const isScaled = (table.billing ?? data?.tableBilling)?.mode === "provisioned" && recovers === undefined;
  if (!isScaled || !organization || !environment || !isTableName(name)) return [];
  const policy = `DynamoDBWriteCapacityUtilization:table/${organization}-${environment}-${name}/index/`;
  const most = longestPolicyName - policy.length;
  return indexNamesOf(table).flatMap((index) => {
    if (index.length <= most) return [];
    const text = {
      allowed: `at most ${most} characters`,
      why: "the name of its autoscaling policy holds the table's too",
    };
    return [keyErrorAt(candidate, [...path, "indexes", index], { ...text, fix: "Shorten it." })];
  });
});

export const tableRules: readonly Rule<DataEnvironment>[] = [
  keysAndAttributes,
  twoAttributesPerKey,
  timesAreNumbers,
  fewIndexes,
  indexesToTellApart,
  namesOfPoliciesFit,
];
