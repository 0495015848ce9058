import diff from "microdiff";
import { parseStatements, type Statement } from "../../policies/statements";
import type { AttributeChange } from "../preview/changes";
import { sentence } from "./dangers/policy-statements";
import { valueText } from "./words";

/** A line of what changes in an attribute. */
export interface AttributeLine {
  readonly sign: "−" | "+" | "~";
  readonly text: string;
}

/**
 * What changes in an attribute with structure, line by line: the statements of a policy, the fields of JSON and of
 * blocks. Undefined where old and new value are best read as they are.
 */
export function attributeLines({ before, after }: AttributeChange): AttributeLine[] | undefined {
  const [old, now] = [parseStatements(before), parseStatements(after)];
  if (old && now) return statementLines(old, now);
  const [one, other] = [structureOf(before), structureOf(after)];
  if (one === undefined || other === undefined) return undefined;
  return diff(one, other).map((change): AttributeLine => {
    const path = change.path.join(".");
    if (change.type === "CREATE") return { sign: "+", text: `${path}: ${valueText(change.value)}` };
    if (change.type === "REMOVE") return { sign: "−", text: `${path}: ${valueText(change.oldValue)}` };
    return { sign: "~", text: `${path}: ${valueText(change.oldValue)} → ${valueText(change.value)}` };
  });
}

function statementLines(old: readonly Statement[], now: readonly Statement[]): AttributeLine[] {
  const line = (sign: "−" | "+", statement: Statement): AttributeLine => {
    const effect = statement.allows ? "allows" : "denies";
    return { sign, text: `${statement.label} ${effect} ${sentence(statement)}` };
  };
  const key = ({ label: _, ...scope }: Statement) => JSON.stringify(scope);
  const [oldKeys, nowKeys] = [new Set(old.map(key)), new Set(now.map(key))];
  return [
    ...old.filter((statement) => !nowKeys.has(key(statement))).map((statement) => line("−", statement)),
    ...now.filter((statement) => !oldKeys.has(key(statement))).map((statement) => line("+", statement)),
  ];
}

/** A list or an object, or a text that is one in JSON. */
function structureOf(value: unknown): Record<string, unknown> | unknown[] | undefined {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown> | unknown[];
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as Record<string, unknown> | unknown[];
  } catch {
    return undefined;
  }
}
