import { isIP } from "node:net";
import { itemsOf } from "./platform";

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  readonly kind: string;
  /** ARN, account, service or provider; `*` for anybody. */
  readonly id: string;
}

export interface Condition {
  /** As written, as in `ForAnyValue:StringLike`. */
  readonly operator: string;
  /** In lower case: AWS ignores the case of condition keys. */
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a policy, with its lists made lists. */
export interface Statement {
  /** How to name it in a message. */
  readonly label: string;
  readonly allows: boolean;
  readonly principals: readonly Principal[];
  /** `NotPrincipal`: everybody but those named. */
  readonly everybodyElse: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** The statements of a policy, or undefined when it is no literal JSON. */
export function parseStatements(policy: unknown): Statement[] | undefined {
  if (typeof policy !== "string") return undefined;
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    return undefined;
  }
  if (typeof document !== "object" || document === null || !("Statement" in document)) return undefined;
  return itemsOf(document.Statement).map((statement, index) => parse(statement as Record<string, unknown>, index));
}

function parse(statement: Record<string, unknown>, index: number): Statement {
  return {
    label: typeof statement.Sid === "string" ? statement.Sid : `statement ${index + 1}`,
    allows: statement.Effect === "Allow",
    principals: principals(statement.Principal),
    everybodyElse: statement.NotPrincipal !== undefined,
    actions: texts(statement.Action),
    notActions: texts(statement.NotAction),
    resources: texts(statement.Resource),
    notResources: texts(statement.NotResource),
    conditions: conditions(statement.Condition),
  };
}

function texts(value: unknown): string[] {
  return value === undefined ? [] : itemsOf(value).map(String);
}

function principals(principal: unknown): Principal[] {
  if (principal === "*") return [{ kind: "AWS", id: "*" }];
  return Object.entries((principal ?? {}) as object).flatMap(([kind, ids]) => texts(ids).map((id) => ({ kind, id })));
}

function conditions(condition: unknown): Condition[] {
  return Object.entries((condition ?? {}) as Record<string, object>).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: texts(values) })),
  );
}

/** Operators that hold only when the key is in the request and matches. `…IfExists` and `ForAllValues` hold without it. */
const demanding = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/;

/**
 * As broad as an address range may be: S3 takes everything beyond for public (Amazon S3 user guide, "The meaning of
 * 'public'").
 */
const broadest = { 4: 8, 6: 32 } as const;

function isNarrowRange(range: string): boolean {
  const [address = "", prefix = "128"] = range.split("/");
  const version = isIP(address);
  return (version === 4 || version === 6) && Number(prefix) >= broadest[version];
}

/** The form of a value that names a principal, by the end of its key. Wildcards may follow the name. */
const names: readonly { readonly key: RegExp; readonly isOne: (value: string) => boolean }[] = [
  { key: /(account|owner)$/, isOne: (value) => /^\d{12}$/.test(value) },
  { key: /arn$/, isOne: (value) => /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value) },
  { key: /(orgid|orgpaths)$/, isOne: (value) => /^o-[a-z0-9]{10,32}(\/|$)/.test(value) },
  { key: /:sourceip$/, isOne: isNarrowRange },
  { key: /:sourcevpce?$/, isOne: (value) => /^vpce?-[0-9a-f]+$/.test(value) },
  { key: /:userid$/, isOne: (value) => /^A[A-Z0-9]{15,}(:|$)/.test(value) },
];

/** Whether a value of a condition names one account, organization, network or user. A reference names what it refers to. */
function namesOne(key: string, value: string): boolean {
  return value.startsWith("${") || names.some((name) => name.key.test(key) && name.isOne(value));
}

/**
 * Whether the statement applies only to requests in which one of the keys names a principal.
 * @param keys in lower case; one that ends in `:` matches all keys that begin with it
 */
export function isNarrowedBy({ conditions }: Statement, keys: readonly string[]): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      demanding.test(operator) &&
      keys.some((wanted) => (wanted.endsWith(":") ? key.startsWith(wanted) : key === wanted)) &&
      values.every((value) => namesOne(key, value)),
  );
}

/** Whether a pattern of the IAM policy language, with `*` and `?`, covers a text. */
export function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(text);
}

/** Whether an Allow statement allows the action. */
export function allowsAction({ allows, actions, notActions }: Statement, action: string): boolean {
  if (!allows) return false;
  return notActions.length > 0
    ? !notActions.some((pattern) => covers(pattern, action))
    : actions.some((pattern) => covers(pattern, action));
}
