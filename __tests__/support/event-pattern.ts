type Json = unknown;

const escaped = (text: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");

const isMap = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const compare: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  "=": (one, other) => one === other,
};

/** Whether EventBridge finds that a value fits one of the entries of a list (eventbridge/latest/userguide/eb-create-pattern-operators.html). */
function fitsEntry(entry: Json, value: Json): boolean {
  if (!isMap(entry)) return entry === value;
  const [[operator, operand] = []] = Object.entries(entry);
  switch (operator) {
    case "prefix":
      return typeof value === "string" && value.startsWith(String(operand));
    case "wildcard": {
      const pattern = String(operand).split("*").map(escaped).join(".*");
      return typeof value === "string" && new RegExp(`^${pattern}$`).test(value);
    }
    case "anything-but":
      return Array.isArray(operand) ? !operand.includes(value) : !fitsEntry(operand, value);
    case "numeric": {
      const parts = operand as readonly (string | number)[];
      return parts.every(
        (part, index) => index % 2 === 1 || compare[part]?.(Number(value), Number(parts[index + 1])) === true,
      );
    }
    default:
      throw new Error(`The operator ${operator} of a pattern is not known here.`);
  }
}

/** Whether an event fits a pattern. Of a list in an event, one entry has to. */
export function fits(pattern: Json, event: Json): boolean {
  if (Array.isArray(event)) return event.some((one) => fits(pattern, one));
  if (Array.isArray(pattern)) return pattern.some((entry) => fitsEntry(entry, event));
  if (!isMap(pattern) || !isMap(event)) return false;
  return Object.entries(pattern).every(([key, wanted]) => key in event && fits(wanted, event[key]));
}
