import type { z } from "zod";

/**
 * For `superRefine` of a list: each item only once.
 * @param nameOf what two items must not share. Default: the item itself
 */
export function distinct<T>(nameOf: (item: T) => unknown = (item) => item) {
  return (items: readonly T[], context: z.core.$RefinementCtx<readonly T[]>): void => {
    const names = items.map(nameOf);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index) {
        context.addIssue({ code: "custom", path: [index], message: `${String(name)} only once` });
      }
    }
  };
}
