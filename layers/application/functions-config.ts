import { z } from "zod";
import { plainName } from "../../platform/plain-name";
import { reference, uses } from "../../platform/references";

/** How traffic moves to a new version. */
export const rolloutConfig = z
  .enum(["all-at-once", "canary-5-minutes", "canary-10-minutes", "canary-15-minutes", "canary-30-minutes"])
  .describe(
    "How a deployment moves traffic to a new version of a function: all-at-once, or a tenth of it for 5, 10, 15 or 30 " +
      "minutes, and back if the version fails.",
  );

/** A Lambda function, as an environment file declares it. Its code is in the folder of its name below functions/. */
const functionConfig = z.strictObject({
  from: reference(
    ["queues", "tables"],
    "Queue whose messages the function handles, or table whose changes it follows. None when absent.",
  ).optional(),
  timeoutSeconds: z.int().min(1).max(900).describe("Longest run, in seconds. 1 to 900 (Lambda quota)."),
  memoryMiB: z
    .int()
    .min(128)
    .max(10_240)
    .describe("Memory, in MiB; processor time grows with it. 128 to 10240 (Lambda quota)."),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(900)
    .optional()
    .describe(
      "Runs at a time that are set aside for the function, and the most it gets. 1 to 900: Lambda keeps 100 of an " +
        "account's quota for functions without it, and a new account's quota allows none. None set aside when absent.",
    ),
  uses: uses(
    "What the function uses, as in `tables.documents: write`: its permissions, environment variables and place in the VPC. Nothing when absent.",
  ).default({}),
});

const functionName = plainName(2, 40);

/** Whether a function can be called so. */
export function isFunctionName(name: string): boolean {
  return functionName.safeParse(name).success;
}

/** The functions of an environment by name. */
export const functionsConfig = z
  .record(functionName, functionConfig)
  .describe(
    "Lambda functions, by the name of their folder below functions/. Role, log group, alias and deployment group come with each.",
  );

export type FunctionConfig = z.infer<typeof functionConfig>;
