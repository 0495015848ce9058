import { join } from "node:path";
import { tiers } from "../platform/environment";
import { projectRoot } from "../platform/root";
import type { Candidate, Draft } from "./draft";
import { consolidate, type Fault } from "./faults";
import { type Member, readFolder } from "./folder";
import { type Level, merge } from "./merge";
import { rules } from "./rules/all";
import { environmentSchema, tierDefaults } from "./schema";
import { discriminatorAt } from "./shape";
import { nodeAt, type Source, type SourceNode } from "./source";
import { validate } from "./validate";
import { formatKey } from "./values";

/** All environments of a folder, right or wrong, and everything that is wrong with them. */
export interface Inspection {
  /** Primaries before the environments that recover them, lower tiers first, then by name. */
  readonly candidates: readonly Candidate[];
  readonly faults: readonly Fault[];
}

/** The `environments` folder of the repository. */
export function environmentsFolder(): string {
  return join(projectRoot(), "environments");
}

/** Reads and checks every environment file of the folder. Never throws for what is in them. */
export function inspectEnvironments(directory: string = environmentsFolder()): Inspection {
  const { members, bases, faults } = readFolder(directory);
  const checked = members.map((member) => validate(draftOf(member), member.whole));
  const candidates = inOrder(checked.map(({ candidate }) => candidate));
  return {
    candidates,
    faults: consolidate([
      ...faults,
      ...bases.flatMap(faultsOfBase),
      ...checked.flatMap((result) => result.faults),
      ...rules.flatMap((rule) => rule(candidates)),
    ]),
  };
}

function draftOf({ source, base }: Member): Draft {
  // A file that is no YAML map stays known by its name, so that what refers to it is not wrong as well.
  const files = source.root ? [base, source] : [];
  const written = files.flatMap((file) => (file?.root ? [levelOf(file, file.root)] : []));
  const named = nodeAt(source.root, ["name"]) ?? nodeAt(base?.root, ["name"]);
  const tierName = (nodeAt(source.root, ["tier"]) ?? nodeAt(base?.root, ["tier"]))?.value;
  const tier = tiers.find((known) => known === tierName);
  const defaults: Level[] = tier ? [{ value: tierDefaults(tier), origin: () => ({ kind: "tier", tier }) }] : [];
  const levels = [...defaults, ...written];
  const name = (typeof named?.value === "string" && formatKey(named.value)) || source.stem;
  const merged = merge(levels, (path) => discriminatorAt(environmentSchema, path));
  return { name, source, base, tier, levels, merged };
}

function levelOf(source: Source, root: SourceNode): Level {
  const { extends: _, ...value } = root.value as Record<string, unknown>;
  return {
    value,
    origin: (path) => ({ kind: "file", place: nodeAt(root, path)?.place ?? { file: source.file } }),
  };
}

/** What is wrong with a base file whatever extends it. */
function faultsOfBase(source: Source): Fault[] {
  const { faults } = validate(draftOf({ source, whole: false }), false);
  return faults.map((fault) => ({ ...fault, sharedBy: [] }));
}

function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ settings, tier }: Candidate) =>
    (settings.recovers === undefined ? 0 : tiers.length) + (tier ? tiers.indexOf(tier) : 0);
  return [...candidates].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
