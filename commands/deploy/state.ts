import type { Stack } from "../../synthesized/stack";
import type { State } from "../preview/merge-states";
import { isReadAtOnce, readStates } from "../preview/read-states";
import { stackError } from "./diagnostics";
import type { Session } from "./operations";

/**
 * The managed resources in the state of a stack whose folder is ready, by address, with their ids.
 * @throws UserError when the state cannot be read
 */
export async function idsInState({ terraform, target, signal }: Session, stack: Stack): Promise<Map<string, string>> {
  if (isReadAtOnce(stack, target.states)) {
    const states = await readStates(terraform, [stack], target.states);
    return idsOf(states.get(stack.id)?.resources ?? []);
  }
  const { exitCode, stdout, stderr } = await terraform.run(["state", "pull"], {
    cwd: target.folder(stack),
    env: target.env,
    signal,
  });
  if (exitCode !== 0) throw stackError(stack, [], { stderr });
  return parseState(stdout);
}

/** The managed resources of a state as text, by address, with their ids. Text without a state has none. */
export function parseState(text: string): Map<string, string> {
  return idsOf(text.trim() === "" ? [] : ((JSON.parse(text) as Partial<State>).resources ?? []));
}

/** What was under way when Terraform last wrote the state is in it without an instance, and is not there yet. */
function idsOf(resources: State["resources"]): Map<string, string> {
  return new Map(
    resources
      .filter(({ mode, instances = [] }) => mode === "managed" && instances.length > 0)
      .map(({ type, name, instances: [instance] }) => {
        const { id = "" } = (instance?.attributes ?? {}) as { id?: unknown };
        return [`${type}.${name}`, String(id)];
      }),
  );
}
