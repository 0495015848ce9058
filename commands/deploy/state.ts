import type { Stack } from "../../synthesized/stack";
import { stackError } from "./diagnostics";
import type { Session } from "./operations";

/** The part of a state that the commands look into. */
interface StateJson {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** The managed resources in the state of a stack whose folder is ready, by address, with their ids. */
export async function idsInState({ terraform, target, signal }: Session, stack: Stack): Promise<Map<string, string>> {
  const { exitCode, stdout, stderr } = await terraform.run(["state", "pull"], {
    cwd: target.folder(stack),
    env: target.env,
    signal,
  });
  if (exitCode !== 0) throw stackError(stack, [], { stderr });
  return parseState(stdout);
}

/**
 * The managed resources of a state, by address, with their ids. Text without a state has none. What was under way when
 * Terraform last wrote the state is in it without an instance, and is not there yet.
 */
export function parseState(text: string): Map<string, string> {
  const { resources = [] } = text.trim() === "" ? ({} as StateJson) : (JSON.parse(text) as StateJson);
  return new Map(
    resources
      .filter(({ mode, instances = [] }) => mode === "managed" && instances.length > 0)
      .map(({ type, name, instances }) => [`${type}.${name}`, String(instances?.[0]?.attributes?.id ?? "")]),
  );
}
