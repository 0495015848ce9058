/** Files of a synthesis, by their path below its folder. */
export type Synthesis = ReadonlyMap<string, Buffer>;

/**
 * What differs between two syntheses, a line each: files, values in JSON with their path, the order of keys. The version
 * of the library that wrote a stack may differ.
 */
export function differences(before: Synthesis, after: Synthesis): string[];
