import { probe } from "./probe";

/** What CloudWatch Synthetics runs. It counts a run that throws as failed. */
export async function handler(): Promise<void> {
  const { PROBE } = process.env;
  if (PROBE === undefined) throw new Error("Set PROBE to what to ask, as JSON.");
  await probe(JSON.parse(PROBE));
}
