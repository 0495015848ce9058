import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { AiEnvironment } from "./config";

const path = ["ai", "studio", "mostIdleMinutes"];
const least = ["ai", "studio", "idleMinutes"];

const idleUpToMost: Rule<AiEnvironment> = each((candidate) => {
  const { idleMinutes, mostIdleMinutes } = candidate.settings.ai?.studio ?? {};
  if (idleMinutes === undefined || mostIdleMinutes === undefined || idleMinutes <= mostIdleMinutes) return [];
  const allowed = `at least idleMinutes, ${idleMinutes}`;
  return [
    errorAt(candidate, path, {
      place: placeBetween(candidate, path, least),
      allowed,
      fix: "Raise it, or lower idleMinutes.",
    }),
  ];
});

/** What must hold between values of `ai.studio`. */
export const studioRules: readonly Rule<AiEnvironment>[] = [idleUpToMost];
