/** What is logged of an error where texts are private: messages of errors may quote them, names and places do not. */
export function withoutMessage(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  const { requestId } = (error as { $metadata?: { requestId?: string } }).$metadata ?? {};
  return { name: error.name, ...(requestId && { requestId }), stack: frames.join("\n") };
}
