import type { Stack } from "../../synthesized/stack";
import { type Counts, formatCounts } from "./counts";
import type { TerraformEvent } from "./events";
import type { Progress } from "./progress";

/** Shows how much of an apply is done, event by event. @param verb what is done, as in `apply` */
export function counted(
  stack: Stack,
  verb: string,
  counts: Counts,
  progress: Progress,
): (event: TerraformEvent) => void {
  // Terraform reports both halves of a replacement.
  const all = counts.add + counts.change + 2 * counts.replace + counts.remove;
  let done = 0;
  const show = () => progress.step(stack.id, `${formatCounts(counts)}, ${verb}`, { done, all });
  show();
  return (event) => {
    if (event.kind !== "finished") return;
    done++;
    show();
  };
}
