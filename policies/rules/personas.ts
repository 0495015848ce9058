import type { Resource } from "../../synthesized/linked-stack";
import { documentsOf } from "../documents";
import { limitOf } from "../limits";
import { isAtLeast, pointingAt, resourcesOf, targetsOf, tierOf, valueAt } from "../platform";
import { allowsAction, covers, parseStatements, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

function isPersona({ block }: Resource): boolean {
  return typeof block.path === "string" && block.path.startsWith("/personas/");
}

function arnOf({ stack, block }: Resource): string {
  return `arn:aws:iam::${stack.account}:role${String(block.path)}${String(block.name)}`;
}

/** AWS sees a second factor itself, or the identity provider says so in a session tag or among the methods of a token. */
function asksForMfa({ conditions }: Statement): boolean {
  return conditions.some(({ operator, key, values }) => {
    if (operator.endsWith("IfExists") || operator.startsWith("ForAllValues") || /Not/.test(operator)) return false;
    if (key.endsWith(":amr")) return values.every((value) => value === "mfa");
    return /^aws:(multifactorauthpresent|requesttag\/mfa)$/.test(key) && values.every((value) => value === "true");
  });
}

function trustErrors(role: Resource): string[] {
  const statements = (parseStatements(role.block.assume_role_policy) ?? []).filter(({ allows }) => allows);
  const assuming = statements.filter(({ actions }) => actions.some((action) => covers("sts:AssumeRole*", action)));
  const insiders = statements.flatMap(({ principals }) => principals).filter(({ kind }) => kind !== "Federated");
  const unsure = assuming.filter((statement) => !asksForMfa(statement));
  return [
    ...insiders.map(({ id }) => `trusts ${id}; people come through the identity provider only`),
    ...(isAtLeast(tierOf(role.stack), "nonproduction")
      ? unsure.map(({ label }) => `${label} asks for no second factor; tier ${tierOf(role.stack)} does`)
      : []),
  ];
}

function sessionErrors(platform: Platform, { stack, block }: Resource): string[] {
  const hours = limitOf(platform, "security.personas.sessionHours", stack);
  const seconds = valueAt(block, "max_session_duration");
  if (typeof seconds !== "number" || hours === undefined || seconds <= hours * 3600) return [];
  return [`sessions last ${seconds / 3600} hours; tier ${tierOf(stack)} allows ${hours}`];
}

/** The identity policies of a role: its own, and those attached to it. */
function policiesOf(platform: Platform, role: Resource): Set<Resource> {
  const own = pointingAt(platform, role, "aws_iam_role_policy", "role");
  const attached = pointingAt(platform, role, "aws_iam_role_policy_attachment", "role");
  return new Set([role, ...own, ...attached.flatMap(({ stack, block }) => targetsOf(stack, block.policy_arn))]);
}

function changeErrors(platform: Platform, role: Resource, personas: readonly Resource[]): string[] {
  const policies = policiesOf(platform, role);
  const grants = documentsOf(platform, "identity")
    .filter(({ resource }) => policies.has(resource))
    .flatMap(({ statements = [] }) => statements)
    .filter((statement) => allowsAction(statement, "sts:AssumeRole"));
  return personas
    .filter(
      (other) => other !== role && grants.some(({ resources }) => resources.some((arn) => covers(arn, arnOf(other)))),
    )
    .map((other) => `may become ${arnOf(other)}`);
}

export const personas: Rule = {
  id: "STRATA015",
  title: "A person is one persona, and proves who they are",
  severity: "critical",
  control: "Well-Architected SEC02-BP01, SEC03-BP02",
  cause: "A persona that can assume another one, or that a stolen password opens, has the permissions of all of them.",
  fix: "Trust the identity provider only, ask for the second factor, and grant no sts:AssumeRole on a persona's role.",
  check: (platform): Finding[] => {
    const roles = resourcesOf(platform, "aws_iam_role").filter(isPersona);
    return roles.flatMap((resource) =>
      [...trustErrors(resource), ...sessionErrors(platform, resource), ...changeErrors(platform, resource, roles)].map(
        (detail) => ({
          resource,
          detail,
        }),
      ),
    );
  },
};
