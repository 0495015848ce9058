import { roleTrusts } from "../../platform/role-trust";
import type { Platform } from "../../policies/types";
import { link } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { tierLimits } from "./limits";

/** The stacks as rules see them. @throws Error when a stack reads one that is not among them */
export function policyPlatform(stacks: readonly Stack[]): Platform {
  const sourcesOnTrust = Object.entries(roleTrusts).map(
    ([service, { sendsSource }]) => [service, sendsSource] as const,
  );
  return { stacks: link(stacks), limits: tierLimits(), sourcesOnTrust: new Map(sourcesOnTrust) };
}
