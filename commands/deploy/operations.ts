import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import type { PlannedResource } from "../preview/changes";
import { initOnce, runReady } from "../terraform/init-once";
import type { InitOptions, Terraform } from "../terraform/terraform";
import { ApplyJournal } from "./apply-journal";
import { runDetached } from "./detached";
import { stackError } from "./diagnostics";
import { type Diagnostic, type PlannedChange, parseEvent, type TerraformEvent } from "./events";
import type { Target } from "./target";

/** What every operation on a stack needs. */
export interface Session {
  readonly terraform: Terraform;
  readonly target: Target;
  readonly signal: AbortSignal;
  /** All synthesized stacks. */
  readonly stacks: readonly Stack[];
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** Anything to do at all: resources, or outputs alone. */
  readonly hasChanges: boolean;
}

/** A change of a resource in full, as `terraform show -json` writes it. */
export interface ResourceChange extends PlannedResource {
  readonly type: string;
}

/**
 * Makes the stack's folder ready for Terraform, backend included.
 * @param afresh also where an earlier `init` left it ready. Default: false
 */
export async function initStack(session: Omit<Session, "stacks">, stack: Stack, afresh = false): Promise<void> {
  const { terraform, target } = session;
  await target.prepare(stack);
  if (afresh) await terraform.init(target.folder(stack), initOptions(session));
  else await initOnce(terraform, target.folder(stack), initOptions(session));
}

function initOptions({ target: { env, reconfigure }, signal }: Omit<Session, "stacks">): InitOptions {
  return { env, reconfigure, signal };
}

/**
 * Plans a stack whose folder is ready.
 * @param file where the plan is saved, absolute
 * @throws UserError with Terraform's messages, each with the construct it is about
 */
export async function planStack(session: Session, stack: Stack, file: string, extra: readonly string[]): Promise<Plan> {
  const { terraform, target, signal } = session;
  const cwd = target.folder(stack);
  const args = ["plan", "-json", "-input=false", "-detailed-exitcode", `-out=${file}`, ...extra];
  const { exitCode, stdout, stderr } = await runReady(terraform, cwd, initOptions(session), () =>
    terraform.run(args, { cwd, env: target.env, signal }),
  );
  const events = stdout.split("\n").flatMap((line) => parseEvent(line) ?? []);
  if (exitCode !== 0 && exitCode !== 2) {
    throw stackError(stack, diagnosticsOf(events), { stderr, option: target.option });
  }
  const changes = events.flatMap((event) => (event.kind === "planned" ? [event.change] : []));
  return { changes, hasChanges: exitCode === 2 };
}

/**
 * Applies a saved plan, in a Terraform that outlives us.
 * @param onEvent called with what happens to each resource
 * @throws UserError with Terraform's messages; what was applied is in the state
 */
export async function applyPlan(
  { terraform, target, signal }: Session,
  stack: Stack,
  file: string,
  onEvent: (event: TerraformEvent) => void,
): Promise<void> {
  const notes = new ApplyJournal(target.notes(stack));
  const { events, onLine } = collect(onEvent);
  const { exitCode, stderr } = await runDetached(terraform.path, ["apply", "-json", "-input=false", file], {
    cwd: target.folder(stack),
    env: target.env,
    notes,
    signal,
    onLine,
  });
  if (exitCode === undefined) {
    throw stackError(stack, [], {
      stderr: "Terraform was killed while it applied. Deploy again: what it had created is found and taken over.",
    });
  }
  // It ended by itself, well or not: what it did is in the state.
  notes.close();
  if (exitCode !== 0 && signal.aborted) {
    throw new UserError(
      `${stack.id}: interrupted. The state holds what Terraform had applied. Deploy again to continue.`,
    );
  }
  if (exitCode !== 0) throw stackError(stack, diagnosticsOf(events), { stderr, option: target.option });
}

/** A plan as `terraform show -json` writes it, as far as it is read here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  /** What differs from the state before the plan. */
  readonly resource_drift?: readonly ResourceChange[];
}

/** The resource changes of a saved plan, in full. */
export async function readPlan(session: Session, stack: Stack, file: string): Promise<readonly ResourceChange[]> {
  return (await showPlan(session, stack, file)).resource_changes ?? [];
}

/** A saved plan in full. It starts the provider, which takes seconds. */
export async function showPlan({ terraform, target, signal }: Session, stack: Stack, file: string): Promise<PlanJson> {
  const { exitCode, stdout, stderr } = await terraform.run(["show", "-json", file], {
    cwd: target.folder(stack),
    env: target.env,
    signal,
  });
  if (exitCode !== 0) throw stackError(stack, [], { stderr });
  return JSON.parse(stdout) as PlanJson;
}

/** A plan that is looked at, and thrown away where no file keeps it. */
export interface PlanLook {
  readonly plan: Plan;
  /** Terraform reads the plan once, when it is first asked for. */
  readonly inFull: () => Promise<PlanJson>;
  /** The resource changes in full. */
  readonly details: () => Promise<readonly ResourceChange[]>;
  readonly forget: () => void;
}

/**
 * Plans a stack to look at the plan, not to apply it. Takes no lock: nothing is written. Terraform reads the plan in
 * full once, when the details are first asked for.
 * @param kept file that keeps the plan. Default: it is thrown away
 */
export async function lookAtPlan(
  session: Session,
  stack: Stack,
  extra: readonly string[],
  kept?: string,
): Promise<PlanLook> {
  const folder = mkdtempSync(join(tmpdir(), "strata-plan-"));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const file = kept === undefined ? join(folder, "plan") : resolve(kept);
    const plan = await planStack(session, stack, file, ["-lock=false", ...extra]);
    let whole: Promise<PlanJson> | undefined;
    const inFull = () => (whole ??= showPlan(session, stack, file));
    return { plan, inFull, details: async () => (await inFull()).resource_changes ?? [], forget };
  } catch (error) {
    forget();
    throw error;
  }
}

function collect(onEvent: (event: TerraformEvent) => void): {
  events: TerraformEvent[];
  onLine: (line: string) => void;
} {
  const events: TerraformEvent[] = [];
  return {
    events,
    onLine: (line) => {
      const event = parseEvent(line);
      if (!event) return;
      events.push(event);
      onEvent(event);
    },
  };
}

function diagnosticsOf(events: readonly TerraformEvent[]): Diagnostic[] {
  return events.flatMap((event) => (event.kind === "diagnostic" ? [event.diagnostic] : []));
}
