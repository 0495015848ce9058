import type { EnvironmentFrame } from "./environment";
import { UserError } from "./errors";
import { type Named, type NameKind, type NameRule, nameRules } from "./name-rules";

function build(kind: NameKind, environment: Named, purpose: string): string {
  const rule: NameRule = nameRules[kind];
  return rule.build?.(environment, purpose) ?? `${environment.organization}-${environment.name}-${purpose}`;
}

/** How many characters AWS leaves to the purpose in a name of this kind. */
export function roomFor(kind: NameKind, environment: Named): number {
  return nameRules[kind].max - build(kind, environment, "").length;
}

/** Whether AWS takes the name of this kind for the purpose: what `Names.of` would not throw for. */
export function isName(kind: NameKind, environment: Named, purpose: string): boolean {
  const { max, pattern } = nameRules[kind];
  const name = build(kind, environment, purpose);
  return name.length <= max && pattern.test(name);
}

/** Builds the names of an environment's resources, so that a name AWS would refuse fails at synthesis. */
export class Names {
  constructor(private readonly environment: EnvironmentFrame) {}

  /**
   * The name of a resource: `of("iam-role", "flow-logs")` is `strata-dev-flow-logs`.
   * @param purpose what the resource is for, in lower case with hyphens
   * @throws UserError when AWS would refuse the name, with the limit and its source
   */
  of(kind: NameKind, purpose: string): string {
    const rule: NameRule = nameRules[kind];
    const { name } = this.environment;
    const result = build(kind, this.environment, purpose);
    if (!isName(kind, this.environment, purpose)) {
      throw new UserError(
        `${result} is not a valid ${kind} name in ${name}: expected at most ${rule.max} characters that match ` +
          `${rule.pattern} (${rule.source}), got ${result.length}. Shorten the purpose "${purpose}" or the organization.`,
      );
    }
    return result;
  }

  /** A pattern that all names of the kind in the environment match, for policies: `all("secret")` is `strata-dev-*`. */
  all(kind: NameKind): string {
    return build(kind, this.environment, "*");
  }
}
