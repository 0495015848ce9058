import { z } from "zod";

/**
 * What a stack was at the end of its last full deploy. It lies next to the state of the stack and holds no value of it,
 * only digests.
 */
export const deployRecordSchema = z.strictObject({
  format: z.literal(1),
  stack: z.string(),
  /** Of what synthesis wrote: the JSON without comments, and the assets. */
  configuration: z.string(),
  /** Of what the target added to the configuration, and of what it left out. */
  setting: z.string(),
  /** Versions, as in `terraform` and `registry.terraform.io/hashicorp/aws`. */
  versions: z.record(z.string(), z.string()),
  /** By stack: a digest of its outputs that this one reads. */
  read: z.record(z.string(), z.string()),
  /** The state that the deploy left. */
  state: z.strictObject({ lineage: z.string(), serial: z.int(), digest: z.string() }),
});

export type DeployRecord = z.infer<typeof deployRecordSchema>;

/** A record in its file; undefined for anything else, such as what stands there while an apply runs. */
export function parseRecord(text: string | undefined): DeployRecord | undefined {
  try {
    return deployRecordSchema.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}

/** What stands in the place of a record from the beginning of an apply to its end: no record. */
export function noRecord(stack: string): string {
  return JSON.stringify({ format: 1, stack, applied: false });
}
