/** Whether the version of an engine names a major release alone, as "16" does: AWS chooses the minor one and raises it. */
export function isMajorVersion(version: string): boolean {
  return !version.includes(".");
}
