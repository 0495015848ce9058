import type { LambdaClient } from "@aws-sdk/client-lambda";
import { type Asked, ask } from "./ask";
import { type Trial, trials } from "./cases";
import { propertiesOf } from "./properties";

/** How good an application is. */
export interface Report {
  readonly application: string;
  /** Share of the expected properties that its answers have, 0 to 1. */
  readonly quality: number;
  readonly atLeast: number;
  /** Trials whose answers miss something, and what. Answers are not among it. */
  readonly misses: Readonly<Record<string, readonly string[]>>;
}

/**
 * Puts all trials to an application, one after the other: together they would use up its quota.
 * @param atLeast quality that it has to have, 0 to 1
 * @throws Error when there are no trials of the application, or it does not answer
 */
export async function evaluate(
  client: Pick<LambdaClient, "send">,
  {
    application,
    asked,
    atLeast,
    run,
  }: { readonly application: string; readonly asked: Asked; readonly atLeast: number; readonly run: string },
): Promise<Report> {
  const askIt = ask[application];
  const all = trials[application];
  if (!askIt || !all)
    throw new Error(`There are no trials of ${application}: add functions/evaluation/cases/${application}.json.`);
  const results: { readonly trial: Trial; readonly has: readonly string[]; readonly misses: readonly string[] }[] = [];
  for (const trial of all) {
    results.push({ trial, ...propertiesOf(await askIt(client, asked, trial, run), trial.expect) });
  }
  const held = results.flatMap(({ has }) => has).length;
  const missed = results.flatMap(({ misses }) => misses).length;
  return {
    application,
    quality: held / (held + missed),
    atLeast,
    misses: Object.fromEntries(
      results.filter(({ misses }) => misses.length > 0).map(({ trial, misses }) => [trial.name, misses]),
    ),
  };
}
