import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../synthesized/stack";
import { TerraformError } from "./diagnostics";
import type { Diagnostic } from "./events";
import type { Plan, Session } from "./operations";

/** A resource to take over. */
export interface Import {
  readonly to: string;
  readonly id: string;
  /** Terraform said that it was created, or AWS that it exists; otherwise it may exist. */
  readonly certain: boolean;
  /** To try in its place when Terraform refuses the id, in this order. Default: nothing. */
  readonly others?: readonly string[];
}

/** File that names the resources to take over. It is there for the time of one plan; the saved plan holds its content. */
const importFile = "strata_imports.tf.json";

/** Plans with as many imports as Terraform accepts. Each try drops at least one, so this comes to an end. */
export async function planWithImports(
  session: Session,
  stack: Stack,
  imports: readonly Import[],
  plan: () => Promise<Plan>,
  warn: (text: string) => void,
): Promise<Plan> {
  if (imports.length === 0) return plan();
  const file = join(session.target.folder(stack), importFile);
  writeFileSync(file, JSON.stringify({ import: imports.map(({ to, id }) => ({ to, id })) }));
  try {
    return await plan();
  } catch (error) {
    const refused = error instanceof TerraformError ? refusedImports(imports, error.diagnostics) : [];
    if (refused.length === 0) throw error;
    const known = refused.filter(({ certain, others = [] }) => certain && others.length === 0);
    if (known.length > 0) {
      const list = known.map(({ to, id }) => `${to} (${id})`).join(", ");
      warn(`created by an earlier apply, but gone since or not importable, so created again: ${list}`);
    }
    rmSync(file);
    const left = imports.flatMap((one) => {
      if (!refused.includes(one)) return [one];
      const [id, ...others] = one.others ?? [];
      return id === undefined ? [] : [{ ...one, id, others }];
    });
    return await planWithImports(session, stack, left, plan, warn);
  } finally {
    rmSync(file, { force: true });
  }
}

/** Imports that Terraform refuses: nothing has the id, the id is malformed, or the type has no import at all. */
export function refusedImports(imports: readonly Import[], diagnostics: readonly Diagnostic[]): Import[] {
  return imports.filter(({ to, id }) => {
    const type = to.slice(0, to.indexOf("."));
    return diagnostics.some(({ summary, detail = "" }) => {
      const text = `${summary}\n${detail}`;
      if (!/import|ID/.test(text)) return false;
      return (
        text.includes(`"${to}"`) || text.includes(`"${id}"`) || text.includes(`resource ${type} doesn't support import`)
      );
    });
  });
}
