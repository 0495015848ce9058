import { z } from "zod";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { reference, uses } from "../../platform/references";
import { responsibility } from "./responsibility-config";

const named = (what: string) => plainName(2, 24).describe(what);

/** Tokens of the longest answer where the file says nothing. */
export const usualOutputTokens = 1024;

const budget = z
  .strictObject({
    usdPerDay: z
      .number()
      .min(0.01)
      .max(100_000)
      .describe("What all answers together may cost a day, in US dollars; more raises an alarm. 0.01 to 100000."),
    usdPerUserDay: z
      .number()
      .min(0.01)
      .max(1000)
      .optional()
      .describe(
        "What one user may spend in a day, in US dollars; then there are no more answers until the next. 0.01 to 1000. " +
          "Needed by an application that users ask.",
      ),
    tokensPerUserDay: z
      .int()
      .min(1000)
      .max(100_000_000)
      .optional()
      .describe("Tokens that one user may spend in a day, in and out. 1000 to 100000000. Goes with usdPerUserDay."),
  })
  .describe("What answers may cost, by the prices of the models.");

const on = z
  .strictObject({
    bus: reference(["bus"], "Bus that the events come on."),
    sources: z
      .array(z.string().min(1).max(256))
      .min(1)
      .describe("Who announces: functions, services or applications that send the events."),
    types: z
      .array(z.string().min(1).max(128))
      .min(1)
      .describe("Types of events, each with a schema in application.events.schemas."),
    maxReceives: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe("Times that an event is tried before it is a dead letter. 1 to 1000, 5 when absent."),
  })
  .describe("Events that the application works on, one at a time. Others ask it when absent.");

/** An application of language models, as an environment file declares it. Its code is in the folder of its name below functions/. */
const applicationConfig = z.strictObject({
  ...responsibility,
  model: named("Model that answers: a name of ai.bedrock.models."),
  fallback: named("Model that answers while the first is busy. None when absent.").optional(),
  knowledgeBases: z
    .array(named("A name of ai.bedrock.knowledgeBases."))
    .superRefine(distinct())
    .default([])
    .describe("What it looks things up in: names of ai.bedrock.knowledgeBases. Nothing when absent."),
  fills: named(
    "Knowledge base whose folder it writes documents of owners to: a name of ai.bedrock.knowledgeBases. None when absent.",
  ).optional(),
  guardrail: named("Guardrail that sees every request and answer: a name of ai.bedrock.guardrails."),
  maxOutputTokens: z
    .int()
    .min(64)
    .max(8192)
    .default(usualOutputTokens)
    .describe(
      `Longest answer, in tokens. 64 to 8192, ${usualOutputTokens} when absent, and never more than the models allow.`,
    ),
  budget,
  on: on.optional(),
  quality: z
    .number()
    .min(0.1)
    .max(1)
    .optional()
    .describe(
      "Share of the properties in functions/evaluation/cases that answers must have before a new version takes over. 0.1 " +
        "to 1. Not evaluated when absent.",
    ),
  timeoutSeconds: z.int().min(10).max(900).describe("Longest run, in seconds. 10 to 900 (Lambda quota)."),
  memoryMiB: z.int().min(256).max(10_240).describe("Memory, in MiB. 256 to 10240 (Lambda quota)."),
  uses: uses(
    "What the application uses, as in `tables.sessions: write`: its permissions and environment variables. Nothing when absent.",
  ).default({}),
});

/** The applications of an environment by name. */
export const applicationsConfig = z
  .record(plainName(2, 24), applicationConfig)
  .describe(
    "Applications of language models, by the name of their folder below functions/. Role, logs, switch, alarms and " +
      "deployment group come with each.",
  );

export type ApplicationConfig = z.infer<typeof applicationConfig>;
