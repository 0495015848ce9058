import { isDeepStrictEqual } from "node:util";
import type { LinkedStack } from "../../../synthesized/linked-stack";
import { outputReference, referencesIn, textsIn } from "../../../synthesized/reference";
import type { Danger, Revisions } from "./danger";

/** Outputs that the head publishes no longer and that stacks as they are applied today read. */
export function removedOutputs({ base, head }: Revisions): Danger[] {
  return base.flatMap((stack) => {
    const after = head.find(({ id }) => id === stack.id);
    if (!after) return [];
    return [...stack.outputs.keys()]
      .filter((output) => !after.outputs.has(output))
      .flatMap((output): Danger[] => {
        const readers = base.filter((reader) => reads(reader, stack, output)).map(({ id }) => id);
        if (readers.length === 0) return [];
        const text = `Publishes ${output} no longer, which ${readers.join(", ")} read${readers.length === 1 ? "s" : ""}`;
        const details = ["Apply them from one revision: the readers of the base cannot be planned without it"];
        return [{ kind: "contract", environment: stack.environment, stack: stack.id, text, details }];
      });
  });
}

/** A field of a contract that differs, and who reads it. */
export interface ContractChange {
  /** Stack that publishes it. */
  readonly stack: string;
  readonly output: string;
  readonly change: "added" | "changed" | "removed";
  /** Stacks that read it: of the base where it goes, else of the head. */
  readonly readers: readonly string[];
}

/** The outputs that stacks of both revisions publish otherwise, or in one revision only. */
export function changedContracts({ base, head }: Pick<Revisions, "base" | "head">): ContractChange[] {
  return head.flatMap((after) => {
    const before = base.find(({ id }) => id === after.id);
    if (!before) return [];
    return [...new Set([...before.outputs.keys(), ...after.outputs.keys()])].flatMap((output): ContractChange[] => {
      const [was, is] = [before.outputs.has(output), after.outputs.has(output)];
      if (was && is && isDeepStrictEqual(before.outputs.get(output), after.outputs.get(output))) return [];
      const change = was ? (is ? "changed" : "removed") : "added";
      const readers = (is ? head : base).filter((reader) => reads(reader, is ? after : before, output));
      return [{ stack: after.id, output, change, readers: readers.map(({ id }) => id) }];
    });
  });
}

function reads(reader: LinkedStack, producer: LinkedStack, output: string): boolean {
  const names = [...reader.producers].filter(([, { id }]) => id === producer.id).map(([name]) => name);
  if (names.length === 0) return false;
  const blocks = [...reader.resources.values(), ...reader.dataSources.values()].map(({ block }) => block);
  return textsIn([blocks, [...reader.outputs.values()]])
    .flatMap(referencesIn)
    .some((reference) => {
      const read = outputReference(reference);
      return read?.output === output && names.includes(read.reader);
    });
}
