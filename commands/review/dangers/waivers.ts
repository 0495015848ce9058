import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { waiverSchema } from "../../policy/waivers";
import type { Danger } from "./danger";

type Waiver = z.infer<typeof waiverSchema>;

/** Waivers of policy rules that the head has and the base has not, or with other values. */
export function newWaivers(base: readonly Waiver[], head: readonly Waiver[]): Danger[] {
  return head
    .filter((waiver) => !base.some((former) => isDeepStrictEqual(former, waiver)))
    .map((waiver) => ({
      kind: "waiver",
      environment: "all",
      text: `Waives ${waiver.id} until ${waiver.expires}`,
      details: [waiver.reason, `owner: ${waiver.owner}`],
    }));
}
