import { type EnvironmentFrame, tiers } from "../../platform/environment";
import type { EnvironmentDefinition } from "./definition";
import { consolidate, type FileError } from "./errors";
import { type Member, readFolder } from "./folder";
import { type Level, merge } from "./merge";
import type { Candidate, MergedEnvironment } from "./merged-environment";
import { discriminatorAt, takesAway } from "./shape";
import { nodeAt, type Source, type SourceNode } from "./source";
import { validate } from "./validate";
import { formatKey } from "./values";

/** All environments of a folder, right or wrong, and everything that is wrong with them. */
export interface Inspection<E extends EnvironmentFrame = EnvironmentFrame> {
  /** Primaries before the environments that recover them, lower tiers first, then by name. */
  readonly candidates: readonly Candidate<E>[];
  readonly errors: readonly FileError[];
}

/** Reads and checks every environment file of the folder. Never throws for what is in them. */
export function inspectFolder<E extends EnvironmentFrame>(
  directory: string,
  definition: EnvironmentDefinition<E>,
): Inspection<E> {
  const { members, bases, errors } = readFolder(directory);
  const checked = members.map((member) => validate(mergeFiles(member, definition), definition, member.whole));
  const candidates = inOrder(checked.map(({ candidate }) => candidate));
  return {
    candidates,
    errors: consolidate([
      ...errors,
      ...bases.flatMap((base) => errorsOfBase(base, definition)),
      ...checked.flatMap((result) => result.errors),
      ...definition.rules.flatMap((rule) => rule(candidates)),
    ]),
  };
}

function mergeFiles<E extends EnvironmentFrame>(
  { source, base }: Member,
  { schema, tierDefaults }: EnvironmentDefinition<E>,
): MergedEnvironment {
  // A file that is no YAML map stays known by its name, so that what refers to it is not wrong as well.
  const files = source.root ? [base, source] : [];
  const written = files.flatMap((file) => (file?.root ? [levelOf(file, file.root)] : []));
  const named = nodeAt(source.root, ["name"]) ?? nodeAt(base?.root, ["name"]);
  const tierName = (nodeAt(source.root, ["tier"]) ?? nodeAt(base?.root, ["tier"]))?.value;
  const tier = tiers.find((known) => known === tierName);
  const defaults: Level[] = tier ? [{ value: tierDefaults(tier), origin: () => ({ kind: "tier", tier }) }] : [];
  const levels = [...defaults, ...written];
  const name = (typeof named?.value === "string" && formatKey(named.value)) || source.stem;
  const merged = merge(
    levels,
    (path) => discriminatorAt(schema, path),
    (path) => takesAway(schema, path),
  );
  return { name, source, base, tier, schema, levels, merged };
}

function levelOf(source: Source, root: SourceNode): Level {
  const { extends: _, ...value } = root.value as Record<string, unknown>;
  return {
    value,
    origin: (path) => ({ kind: "file", place: nodeAt(root, path)?.place ?? { file: source.file } }),
  };
}

/** What is wrong with a base file whatever extends it. */
function errorsOfBase<E extends EnvironmentFrame>(source: Source, definition: EnvironmentDefinition<E>): FileError[] {
  const { errors } = validate(mergeFiles({ source, whole: false }, definition), definition, false);
  return errors.map((error) => ({ ...error, sharedBy: [] }));
}

function inOrder<E extends EnvironmentFrame>(candidates: readonly Candidate<E>[]): Candidate<E>[] {
  const rank = ({ settings, tier }: Candidate<E>) =>
    (settings.recovers === undefined ? 0 : tiers.length) + (tier ? tiers.indexOf(tier) : 0);
  return [...candidates].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
