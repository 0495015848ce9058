import { groupBy } from "../../../policies/platform";
import { blockAt, type LinkedStack, link, published } from "../../../synthesized/linked-stack";
import {
  interpolate,
  mapTexts,
  onlyReference,
  type Reference,
  replaceReferences,
} from "../../../synthesized/reference";
import type { Block, Stack } from "../../../synthesized/stack";

/** A block of a stack: what a finding of the scanner is about. */
export interface Scanned {
  readonly stack: { readonly id: string; readonly environment: string; readonly layer: string };
  /** As in `aws_kms_key.logs` or `data.aws_region.here`; `provider.aws` for a provider. */
  readonly address: string;
  readonly block: Block;
}

/** All stacks as one Terraform file. */
export interface ScanCopy {
  readonly text: string;
  /** What is on a line, counted from 1: each block has its own line. */
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
  if (kind === "provider") {
    return stacks.flatMap((stack) =>
      Object.entries(stack.json.provider).flatMap(([type, blocks]) =>
        blocks.map((block) => ({ type, name: "", scanned: { stack, address: `provider.${type}`, block } })),
      ),
    );
  }
  return link(stacks).flatMap((stack) => {
    const rename = renamer(stack);
    return [...(kind === "data" ? stack.dataSources : stack.resources).values()]
      .filter(({ type }) => type !== "data.terraform_remote_state")
      .map(({ type, name, address, block }) => ({
        type: type.replace(/^data\./, ""),
        name: nameAmongAll(stack, name),
        scanned: { stack, address, block: rename(block) as Block },
      }));
  });
}

function nameAmongAll({ id }: Scanned["stack"], name: string): string {
  return `${id.replaceAll("-", "_")}__${name}`;
}

/** Replaces, in the arguments of a stack's blocks, what they refer to by its name among all stacks. */
function renamer(stack: LinkedStack): (value: unknown) => unknown {
  /** What an output of another stack is, by its name among all stacks. */
  function readValue(reference: Reference): unknown {
    const found = published(stack, reference);
    return found && renamer(found.stack)(found.value);
  }

  function readText(reference: Reference): string | undefined {
    const value = readValue(reference);
    return typeof value === "string" ? value : undefined;
  }

  function renamed({ text, address }: Reference): string | undefined {
    const { type, name } = blockAt(stack, address) ?? {};
    return name && text.replace(address, `${type}.${nameAmongAll(stack, name)}`);
  }

  return (value) =>
    mapTexts(value, (text) => {
      const only = onlyReference(text);
      const whole = only && readValue(only);
      // What comes from a producer has its name among all stacks already, which is none of this stack's own.
      return whole ?? replaceReferences(interpolate(text, readText), renamed);
    });
}
