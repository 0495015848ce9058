import { achievedRecovery } from "../../../environments/achieved-recovery";
import type { Environment } from "../../../layers/layers";
import { type DataClass, dataClasses } from "../../../platform/recovery";
import type { Danger } from "./danger";

/** Minutes of data that may be lost, and until it can be used again. */
interface Figures {
  readonly rpoMinutes: number;
  readonly rtoMinutes: number;
}

const names = { rpoMinutes: "lost data (RPO)", rtoMinutes: "time to recover (RTO)" } as const;

/** Environments of which a recovery may lose more data or take longer: objectives that were raised, and worse means. */
export function worseRecovery(base: readonly Environment[], head: readonly Environment[]): Danger[] {
  return base.flatMap((before): Danger[] => {
    const after = head.find(({ name }) => name === before.name);
    if (!before.recovery || !after) return [];
    if (!after.recovery) return [danger(before.name, `${before.name} is recovered nowhere any more`, [])];
    const details = dataClasses.flatMap((data) => [
      ...worse(data, "objective", before.recovery?.objectives[data], after.recovery?.objectives[data]),
      ...worse(data, "achieved", achievedRecovery(before, data), achievedRecovery(after, data)),
    ]);
    return details.length > 0 ? [danger(before.name, "A recovery loses more data or takes longer", details)] : [];
  });
}

function worse(data: DataClass, what: string, before: Figures | undefined, after: Figures | undefined): string[] {
  if (!before) return [];
  if (!after) return [`${data}, ${what}: none any more`];
  return (["rpoMinutes", "rtoMinutes"] as const)
    .filter((figure) => after[figure] > before[figure])
    .map((figure) => `${data}, ${what} ${names[figure]}: ${before[figure]} → ${after[figure]} minutes`);
}

function danger(environment: string, text: string, details: readonly string[]): Danger {
  return { kind: "recovery", environment, text, details };
}
