/**
 * A prompt: a versioned file, as in `prompts/system.v1.md`. It begins with the names of its variables, between two lines
 * of three hyphens; in the text they are in double braces:
 *
 *     ---
 *     variables: [title, text]
 *     ---
 *     Summarize {{title}}.
 */
export class Prompt<Variable extends string> {
  readonly variables: readonly Variable[];
  private readonly text: string;

  /** @throws Error when the file does not begin as it has to, or its text has other variables than it names */
  constructor(file: string, variables: readonly Variable[]) {
    const [, named = "", text = ""] = /^---\nvariables: \[([\w, ]*)\]\n---\n(.*)$/s.exec(file) ?? [];
    const expected = [...variables].sort().join(", ");
    const seen = named.split(/, */).filter(Boolean).sort().join(", ");
    const used = [...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name))].sort().join(", ");
    if (seen !== expected || used !== expected) {
      throw new Error(`expected the variables ${expected}, got ${seen} at the beginning and ${used} in the text`);
    }
    this.variables = variables;
    this.text = text.trim();
  }

  /** The text with all variables filled. What they are filled with is not looked at: it may have braces as well. */
  fill(values: Readonly<Record<Variable, string | number>>): string {
    return this.text.replaceAll(placeholder, (_, name: Variable) => String(values[name]));
  }
}

const placeholder = /\{\{(\w+)\}\}/g;
