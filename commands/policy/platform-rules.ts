import { allRules } from "../../policies/rules/all";
import type { Rule } from "../../policies/types";
import type { Stack } from "../../synthesized/stack";
import { policyPlatform } from "./platform";
import { layerFile, type Outcome } from "./violation";

/** Runs the platform's own rules over all stacks. */
export function runPlatformRules(stacks: readonly Stack[], rules: readonly Rule[] = allRules): Outcome {
  const platform = policyPlatform(stacks);
  const violations = rules.flatMap(({ id, title, severity, control, fix, check }) =>
    check(platform).map(({ resource: { address, path, stack }, detail }) => ({
      source: "platform" as const,
      ...{ id, title, detail, severity, control, fix },
      ...{ stack: stack.id, environment: stack.environment, layer: stack.layer, file: layerFile(stack.layer) },
      ...{ address, path },
    })),
  );
  return { checks: rules.length, violations };
}
