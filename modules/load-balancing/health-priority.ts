import { createHash } from "node:crypto";

/** Priority of the rule of a health check, 1 to 999: before those of routes. It follows from the name alone. */
export function healthPriorityOf(name: string): number {
  return 1 + (createHash("sha256").update(name).digest().readUInt32BE(0) % 999);
}
