import type { Policy } from "./iam-model";

interface Document {
  readonly Version: string;
  readonly Statement: readonly { readonly Action?: string | readonly string[] }[];
}

const narrowed = new WeakMap<Policy, Map<string, Policy>>();

/**
 * The policy without the actions of other services, which cannot decide the call. What is left is evaluated several
 * times as fast.
 */
export function narrow(action: string, policy: Policy): Policy {
  const service = action.replace(/:.*/, ":");
  const byService = narrowed.get(policy) ?? new Map<string, Policy>();
  narrowed.set(policy, byService);
  const known = byService.get(service);
  if (known) return known;

  const { Version, Statement } = policy.policy as Document;
  const ofService = (patterns: string | readonly string[]) =>
    [patterns].flat().filter((pattern) => pattern === "*" || pattern.startsWith(service));
  const statements = Statement.map((statement) =>
    statement.Action ? { ...statement, Action: ofService(statement.Action) } : statement,
  ).filter(({ Action }) => Action?.length !== 0);
  const result = { name: policy.name, policy: { Version, Statement: statements } };
  byService.set(service, result);
  return result;
}
