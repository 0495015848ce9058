import { parseStatements, type Statement } from "../../../policies/statements";
import { type Danger, dangerAt } from "./danger";
import type { Identity } from "./identities";
import { sentence } from "./policy-statements";
import { allOf, type ComparedRoles } from "./role-differences";

/** Roles of both revisions that may do more. */
export function widenedRoles({ changed }: ComparedRoles): Danger[] {
  return changed.flatMap(({ role, mayNow, mayNoLonger }) => {
    if (mayNow.length === 0) return [];
    const details = [
      ...mayNow.map((line) => `may now: ${line}`),
      ...mayNoLonger.map((line) => `may no longer: ${line}`),
    ];
    return [dangerAt("access", role.resource, `${role.name} may do more`, details)];
  });
}

/** Where a role is, and its name. */
export interface PlacedRole {
  readonly stack: string;
  readonly address: string;
  readonly path: string;
  readonly name: string;
}

/** A role of both revisions that may do less, and nothing more. */
export interface NarrowedRole extends PlacedRole {
  readonly mayNoLonger: readonly string[];
}

/** Roles of both revisions that may do less, and nothing more. */
export function narrowedRoles({ changed }: ComparedRoles): NarrowedRole[] {
  return changed.flatMap(({ role, mayNow, mayNoLonger }) =>
    mayNow.length === 0 && mayNoLonger.length > 0 ? [{ ...placeOf(role), mayNoLonger }] : [],
  );
}

/** A role that the head adds to a stack of the base. */
export interface NewRole extends PlacedRole {
  /** What its policies allow, line by line. */
  readonly may: readonly string[];
}

/** The roles that the head adds to stacks of the base, and what they may do. */
export function newRoles({ added }: ComparedRoles): NewRole[] {
  return added.map((role) => ({ ...placeOf(role), may: allowedTo(role) }));
}

/** New roles that may do everything, or all that a service offers on everything: nothing keeps them to their work. */
export function unlimitedRoles({ added }: ComparedRoles): Danger[] {
  return added.flatMap((role) => {
    const isUnlimited = ({ allows, actions, notActions, resources }: Statement) =>
      allows &&
      resources.includes("*") &&
      (notActions.length > 0 || actions.some((action) => /^(\*|\w+:\*)$/.test(action)));
    const unlimited = [
      ...policyStatements(role).filter(isUnlimited).map(sentence),
      ...role.unread.filter((arn) => /(AdministratorAccess|PowerUserAccess|FullAccess)$/.test(arn)).map(allOf),
    ];
    if (unlimited.length === 0) return [];
    const details = unlimited.map((line) => `may now: ${line}`);
    return [dangerAt("access", role.resource, `${role.name} is new and may do more than one task needs`, details)];
  });
}

function placeOf({ name, resource: { stack, address, path } }: Identity): PlacedRole {
  return { stack: stack.id, address, path, name };
}

function allowedTo(role: Identity): string[] {
  const allowed = policyStatements(role).filter(({ allows }) => allows);
  return [...allowed.map(sentence), ...role.unread.map(allOf)];
}

function policyStatements({ policies }: Identity): Statement[] {
  return policies.flatMap(({ policy }) => parseStatements(JSON.stringify(policy)) ?? []);
}
