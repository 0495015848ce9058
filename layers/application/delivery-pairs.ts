/** `gateway=<value> other=<value>`, for loops of a shell. */
export function pairs(entries: readonly (readonly [string, string | undefined])[]): string {
  return entries.map(([name, value]) => `${name}=${value ?? ""}`).join(" ");
}
