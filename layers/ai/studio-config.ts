import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";

/** Minutes that AWS lets an idle app run, at least and at most (SageMaker API, IdleSettings). */
const idleMinutes = z.int().min(60).max(525_600);

const person = z.strictObject({
  team: plainName(2, 32).describe("Team that pays for what the person uses. Becomes the tag `owner`."),
});

const studio = z
  .strictObject({
    idleMinutes: idleMinutes.describe("Minutes after which an idle app is shut down. 60 to 525600 (SageMaker API)."),
    mostIdleMinutes: idleMinutes.describe("The longest that people may choose for theirs. At least idleMinutes."),
    people: z
      .record(plainName(2, 24), person)
      .describe("AI engineers with a profile, by a name that they know. Roles of the persona ai-engineer open it."),
  })
  .describe("SageMaker Studio, in the VPC.");

export const studioConfig = studio.optional();

export type StudioConfig = z.infer<typeof studio>;

export const studioDefaults = {
  sandbox: { idleMinutes: 60, mostIdleMinutes: 120, people: {} },
  nonproduction: { idleMinutes: 60, mostIdleMinutes: 240, people: {} },
  production: { idleMinutes: 60, mostIdleMinutes: 120, people: {} },
} satisfies TierDefaults<typeof studio>;
