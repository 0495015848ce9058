/** Terraform draws a box around each message, in a terminal or not. The text alone, without the box and blank edges. */
export function withoutBox(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^[╷╵]\s*$/u.test(line))
    .map((line) => line.replace(/^│ ?/u, "").trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
