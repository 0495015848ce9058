import type { Resource } from "../../synthesized/linked-stack";
import { documentsOf } from "../documents";
import { isNarrowedBy, type Statement } from "../statements";
import type { Platform, Rule } from "../types";

/** Keys that tell for whom a service acts. */
const sourceKeys = [
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "kms:calleraccount",
  "kms:encryptioncontext:",
];

/** Those that only a service's own request carries: on the trust of a role, nothing else tells the source. */
const sourceOfRequest = /^aws:source(account|arn|org)/;

function servicesOf(statement: Statement): string[] {
  return statement.allows ? statement.principals.filter(({ kind }) => kind === "Service").map(({ id }) => id) : [];
}

function onResource(statement: Statement): string[] {
  if (isNarrowedBy(statement, sourceKeys)) return [];
  return servicesOf(statement).map((service) => `${statement.label} allows ${service} on behalf of any account`);
}

/** Whether a statement of a VPC endpoint, which only narrows what a caller may do anyway, leads to the account alone. */
function onlyLeadsHome({ type, stack }: Resource, { resources }: Statement): boolean {
  const own = (arn: string) => arn.split(":")[4] === stack.account;
  return type === "aws_vpc_endpoint" && resources.length > 0 && resources.every(own);
}

function onTrust(statement: Statement, sourcesOnTrust: Platform["sourcesOnTrust"]): string[] {
  const isNarrowed = isNarrowedBy(statement, sourceKeys);
  const asksForSource = statement.conditions.some(({ key }) => sourceOfRequest.test(key));
  return servicesOf(statement).flatMap((service) => {
    const sendsSource = sourcesOnTrust.get(service);
    if (sendsSource === undefined)
      return `${statement.label} trusts ${service}, which platform/role-trust.ts does not know`;
    if (sendsSource) return isNarrowed ? [] : `${statement.label} allows ${service} on behalf of any account`;
    return asksForSource
      ? `${statement.label} asks ${service} for a source that it does not send: it cannot assume the role`
      : [];
  });
}

export const confusedDeputy: Rule = {
  id: "STRATA003",
  title: "A service principal acts for the platform's own account only",
  severity: "high",
  control: "Well-Architected SEC03-BP08",
  cause:
    "An AWS service acts for every account. Without a condition on the source, another account can make it act here. " +
    "Some services send no source when they assume a role: with the condition, they never can.",
  fix:
    "Add StringEquals aws:SourceAccount or ArnLike aws:SourceArn to the statement; on the trust of a role, only for " +
    "services that send them. A service that platform/role-trust.ts lacks gets a row there, with the page that shows its trust.",
  check: (platform) =>
    documentsOf(platform, "resource", "trust").flatMap(({ resource, use, statements = [] }) =>
      statements
        .filter((statement) => !onlyLeadsHome(resource, statement))
        .flatMap((statement) => (use === "trust" ? onTrust(statement, platform.sourcesOnTrust) : onResource(statement)))
        .map((detail) => ({ resource, detail })),
    ),
};
