import { groupBy } from "../../../policies/platform";
import { producersOf } from "../../../synthesized/producer";
import {
  interpolate,
  mapTexts,
  onlyReference,
  outputReference,
  type Reference,
  replaceReferences,
} from "../../../synthesized/reference";
import { blocksByAddress } from "../../../synthesized/resource";
import type { Block, Stack } from "../../../synthesized/stack";

/** A block of a stack: what a finding of the scanner is about. */
export interface Scanned {
  readonly stack: Stack;
  /** As in `aws_kms_key.logs` or `data.aws_region.here`; `provider.aws` for a provider. */
  readonly address: string;
  readonly block: Block;
}

/** All stacks as one Terraform file. */
export interface ScanCopy {
  readonly text: string;
  /** What stands on a line, counted from 1: each block has a line of its own. */
  readonly byLine: ReadonlyMap<number, Scanned>;
}

/**
 * All stacks in one file, as if they were one: names carry their stack, and what a stack reads from another's state is
 * the other's resource. So the scanner sees both ends of what crosses stacks. The `terraform` block stays out, which
 * the scanner cannot read: it takes `required_version` for a block, and then skips the file.
 */
export function scanCopy(stacks: readonly Stack[]): ScanCopy {
  const byLine = new Map<number, Scanned>();
  const lines = ["{"];
  for (const [index, kind] of kinds.entries()) {
    lines.push(`"${kind}": {`);
    const types = groupBy(blocksOf(stacks, kind), ({ type }) => type);
    for (const [at, [type, blocks]] of [...types].entries()) {
      lines.push(`"${type}": ${kind === "provider" ? "[" : "{"}`);
      for (const [position, { name, scanned }] of blocks.entries()) {
        const key = kind === "provider" ? "" : `${JSON.stringify(name)}: `;
        lines.push(`${key}${JSON.stringify(scanned.block)}${position < blocks.length - 1 ? "," : ""}`);
        byLine.set(lines.length, scanned);
      }
      lines.push(`${kind === "provider" ? "]" : "}"}${at < types.size - 1 ? "," : ""}`);
    }
    lines.push(index < kinds.length - 1 ? "}," : "}");
  }
  lines.push("}");
  return { text: lines.join("\n"), byLine };
}

const kinds = ["provider", "data", "resource"] as const;

interface NamedBlock {
  readonly type: string;
  /** Name among the blocks of all stacks. */
  readonly name: string;
  readonly scanned: Scanned;
}

function blocksOf(stacks: readonly Stack[], kind: (typeof kinds)[number]): NamedBlock[] {
  return stacks.flatMap((stack) => {
    if (kind === "provider") {
      return Object.entries(stack.json.provider).flatMap(([type, blocks]) =>
        blocks.map((block) => ({ type, name: "", scanned: { stack, address: `provider.${type}`, block } })),
      );
    }
    const rename = renamer(stack, stacks);
    return Object.entries(stack.json[kind] ?? {})
      .filter(([type]) => type !== "terraform_remote_state")
      .flatMap(([type, byName]) =>
        Object.entries(byName).map(([name, block]) => {
          const address = `${kind === "data" ? "data." : ""}${type}.${name}`;
          return { type, name: nameAmongAll(stack, name), scanned: { stack, address, block: rename(block) as Block } };
        }),
      );
  });
}

function nameAmongAll({ id }: Stack, name: string): string {
  return `${id.replaceAll("-", "_")}__${name}`;
}

/** Replaces, in the arguments of a stack's blocks, what they refer to by its name among all stacks. */
function renamer(stack: Stack, stacks: readonly Stack[]): (value: unknown) => unknown {
  const producers = producersOf(stack, stacks);
  const known = blocksByAddress(stack.json);

  /** What an output of another stack is, by its name among all stacks; undefined for any other reference. */
  function published(reference: Reference | undefined): unknown {
    const { reader = "", output = "", key } = (reference && outputReference(reference)) ?? {};
    const producer = producers.get(reader);
    const whole = producer?.json.output?.[output]?.value;
    const value = key === undefined ? whole : (whole as Block | undefined)?.[key];
    return producer && value !== undefined ? renamer(producer, stacks)(value) : undefined;
  }

  function publishedText(reference: Reference): string | undefined {
    const value = published(reference);
    return typeof value === "string" ? value : undefined;
  }

  function renamed({ text, address }: Reference): string | undefined {
    const { type, name } = known.get(address) ?? {};
    return name && text.replace(address, `${type}.${nameAmongAll(stack, name)}`);
  }

  // What comes from a producer has its name among all stacks already, which is none of this stack's own.
  return (value) =>
    mapTexts(
      value,
      (text) => published(onlyReference(text)) ?? replaceReferences(interpolate(text, publishedText), renamed),
    );
}
