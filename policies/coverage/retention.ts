import { isMap, type LinkedStack, type Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import { valueAt, valuesAt } from "../platform";
import { selectionsIn, selects } from "./backups";
import { stateful } from "./watched";

/** A rule of a backup plan. */
export interface BackupRule {
  readonly plan: Resource;
  readonly name: string;
  /** When recovery points are made, as AWS Backup takes it. */
  readonly schedule: string;
  readonly keepDays: number;
  /** What the lock of the vault takes, in days. @default there is no lock */
  readonly lock?: { readonly minDays: number; readonly maxDays: number };
  /** Where each recovery point is copied to. @default nowhere */
  readonly copy?: { readonly region: string; readonly keepDays: number };
  /** Most minutes from what is backed up to a recovery point of it. */
  readonly oldestMinutes: number;
}

const dayMinutes = 24 * 60;

/** Minutes between two runs of a schedule, at most: every day, every week, or rarer. */
function everyMinutes(schedule: string): number {
  const [, , dayOfMonth, , dayOfWeek] = /\((.*)\)/.exec(schedule)?.[1]?.split(" ") ?? [];
  if (dayOfMonth === "*" && dayOfWeek === "?") return dayMinutes;
  return dayMinutes * (dayOfMonth === "?" ? 7 : 31);
}

/** The one vault that a value names, in this stack or in one that it reads. */
function vaultOf(stack: LinkedStack, value: unknown): Resource | undefined {
  return targetsIn(stack, value).find(({ resource }) => resource.type.endsWith("_vault"))?.resource;
}

function lockOf(vault: Resource | undefined): BackupRule["lock"] {
  const lock = [...(vault?.stack.resources.values() ?? [])].find(
    ({ type, block, stack }) =>
      type === "aws_backup_vault_lock_configuration" &&
      targetsIn(stack, block.backup_vault_name).some(({ resource }) => resource === vault),
  );
  return (
    lock && {
      minDays: Number(lock.block.min_retention_days ?? 1),
      maxDays: Number(lock.block.max_retention_days ?? 36_500),
    }
  );
}

/** The rules of all backup plans of the stacks. */
export function backupRules(stacks: readonly LinkedStack[]): BackupRule[] {
  const plans = stacks
    .flatMap((stack) => [...stack.resources.values()])
    .filter(({ type }) => type === "aws_backup_plan");
  return plans.flatMap((plan) =>
    valuesAt(plan.block, "rule")
      .filter(isMap)
      .map((rule): BackupRule => {
        const schedule = String(rule.schedule);
        const copied = vaultOf(plan.stack, valueAt(rule, "copy_action.destination_vault_arn"));
        const windows = Number(rule.start_window) + Number(rule.completion_window);
        return {
          plan,
          name: String(rule.rule_name),
          schedule,
          keepDays: Number(valueAt(rule, "lifecycle.delete_after")),
          lock: lockOf(vaultOf(plan.stack, rule.target_vault_name)),
          copy: copied && {
            region: copied.region,
            keepDays: Number(valueAt(rule, "copy_action.lifecycle.delete_after")),
          },
          oldestMinutes: everyMinutes(schedule) + windows,
        };
      }),
  );
}

/** What the locks of vaults refuse: AWS Backup says so at every backup, and not at the apply. */
export function retentionErrors(rules: readonly BackupRule[]): string[] {
  return rules
    .filter(({ keepDays, lock }) => lock && (keepDays < lock.minDays || keepDays > lock.maxDays))
    .map(
      ({ plan, name, keepDays, lock }) =>
        `${plan.stack.id}: rule ${name} of ${plan.address} keeps recovery points for ${keepDays} days, and the lock of its ` +
        `vault takes ${lock?.minDays} to ${lock?.maxDays}. Change monitoring.backup or security.backup.`,
    );
}

/** What holds data in an environment, and how old its newest copy in the region of the environment that recovers it is at most. */
export interface CopiedResource {
  readonly resource: Resource;
  /** Undefined where no backup plan copies it. */
  readonly oldestMinutes: number | undefined;
}

/** Copies that the backup plans of `follower` make of the data of `primary`. */
export function copiesOf(primary: string, follower: string, stacks: readonly LinkedStack[]): CopiedResource[] {
  const ofFollower = stacks.filter(({ environment }) => environment === follower);
  const rules = backupRules(ofFollower).filter(({ plan, copy }) => copy !== undefined && copy.region !== plan.region);
  const selections = selectionsIn(ofFollower);
  return stacks
    .filter(({ environment }) => environment === primary)
    .flatMap((stack) => [...stack.resources.values()])
    .filter(({ type }) => stateful[type] === "backup")
    .map((resource) => {
      const plans = selections.filter((one) => selects(one, resource)).map(({ plan }) => plan);
      const ages = rules.filter(({ plan }) => plans.includes(plan)).map(({ oldestMinutes }) => oldestMinutes);
      return { resource, oldestMinutes: ages.length > 0 ? Math.min(...ages) : undefined };
    });
}
