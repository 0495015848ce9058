import { documentsOf } from "../documents";
import { isNarrowedBy, type Statement } from "../statements";
import type { Rule } from "../types";

/** Keys that tell for whom a service acts. */
const sourceKeys = [
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "kms:calleraccount",
  "kms:encryptioncontext:",
];

/** They assume a role only for a caller who may pass it (iam:PassRole), and name no source. */
const withoutSource = ["ec2.amazonaws.com", "lambda.amazonaws.com"];

function unpinnedServices(statement: Statement): string[] {
  if (!statement.allows || isNarrowedBy(statement, sourceKeys)) return [];
  return statement.principals
    .filter(({ kind, id }) => kind === "Service" && !withoutSource.includes(id))
    .map(({ id }) => id);
}

export const confusedDeputy: Rule = {
  id: "STRATA003",
  title: "A service principal acts for the platform's own account only",
  severity: "high",
  control: "Well-Architected SEC03-BP08",
  cause:
    "An AWS service works for every account. Without a condition on the source, another account can make it act here.",
  fix: "Add StringEquals aws:SourceAccount or ArnLike aws:SourceArn to the statement.",
  check: (platform) =>
    documentsOf(platform, "resource", "trust").flatMap(({ resource, statements = [] }) =>
      statements.flatMap((statement) =>
        unpinnedServices(statement).map((service) => ({
          resource,
          detail: `${statement.label} allows ${service} on behalf of any account`,
        })),
      ),
    ),
};
