import { isDeepStrictEqual } from "node:util";
import { UserError } from "../../platform/errors";
import { producersOf } from "../../synthesized/producer";
import type { Block, Stack } from "../../synthesized/stack";
import type { Session } from "../deploy/operations";
import type { State } from "../preview/merge-states";
import { readStates } from "../preview/read-states";
import { noRecord } from "./record";
import { outputValues, snapshot } from "./snapshot";
import { recordFile } from "./store";

/** Keeps the record of a stack true while it is deployed. */
export interface DeployNotes {
  /**
   * Before an apply: from here on, a deploy that is killed or fails leaves no record.
   * @throws UserError when the record that is there cannot be taken back
   */
  applies(): Promise<void>;
  /** After a deploy that went well, to its end. @throws UserError when the record cannot be written */
  deployed(): Promise<void>;
}

const none: DeployNotes = { applies: async () => {}, deployed: async () => {} };

/**
 * Begins before the plan of a stack: what it reads of other stacks is what they publish now.
 * @param reviewed the plan was made earlier: what it read is in the state that its apply leaves. Default: false
 */
export async function noteDeploy(session: Session, stack: Stack, reviewed = false): Promise<DeployNotes> {
  const { target, terraform, stacks } = session;
  const file = recordFile(stack, target.states);
  if (!file) return none;
  const states = (of: readonly Stack[]) => readStates(terraform, of, target.states);
  const [record, before] = await Promise.all([
    file.read(),
    // Where a state cannot be read, Terraform says why.
    states([stack, ...new Set(producersOf(stack, stacks).values())]).catch(() => undefined),
  ]);
  let stands = record;
  let applied = false;
  return {
    applies: async () => {
      applied = true;
      if (stands === undefined) return;
      await file.write(noRecord(stack.id)).catch((error: Error) => {
        throw new UserError(
          `${stack.id}: nothing was applied. The record of its last deploy must not outlive an apply that fails, and ` +
            `cannot be written:\n${error.message}`,
        );
      });
      stands = undefined;
    },
    deployed: async () => {
      if (before === undefined) return;
      const state = (await states([stack])).get(stack.id);
      const { lineage, serial } = before.get(stack.id) ?? {};
      // Somebody else has applied meanwhile: nobody knows what.
      if (!applied && (state?.lineage !== lineage || state?.serial !== serial)) return;
      const surroundings = { stacks, setting: target.setting, terraform: terraform.version };
      const outputsOf = ({ id }: Stack) =>
        reviewed ? outputsIn(state, stack, id, stacks) : outputValues(before.get(id));
      const now = snapshot(stack, state, surroundings, outputsOf);
      if (now === undefined || isDeepStrictEqual(now, stands)) return;
      await file.write(`${JSON.stringify(now, undefined, 2)}\n`);
    },
  };
}

/** Takes the record of a stack back, if there is one. @throws UserError when it cannot be written */
export async function forgetDeploy({ target }: Session, stack: Stack): Promise<void> {
  const file = recordFile(stack, target.states);
  if ((await file?.read()) !== undefined) await file?.write(noRecord(stack.id));
}

/** What a stack read of another when it was planned, as its own state says. */
function outputsIn(state: State | undefined, stack: Stack, producer: string, stacks: readonly Stack[]): Block {
  const [reader] = [...producersOf(stack, stacks)].find(([, { id }]) => id === producer) ?? [];
  const data = state?.resources.find(({ type, name }) => type === "terraform_remote_state" && name === reader);
  const { outputs } = (data?.instances[0]?.attributes ?? {}) as { outputs?: { value?: Block } };
  return outputs?.value ?? {};
}
