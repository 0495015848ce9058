import { boundariesOf, documentsOf } from "../documents";
import { resourcesOf, valuesAt } from "../platform";
import type { Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

const attachments = [
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_ssoadmin_managed_policy_attachment",
];

/** Policies of AWS that give everything away. */
const administration =
  /:policy\/(job-function\/)?(AdministratorAccess|PowerUserAccess|IAMFullAccess|SystemAdministrator)$/;

function wildcards({ allows, actions, notActions, resources, notResources }: Statement): string[] {
  if (!allows || !(resources.includes("*") || notResources.length > 0)) return [];
  if (notActions.length > 0) return [`everything but ${notActions.join(", ")}`];
  return actions.filter((action) => /^(\*|[\w-]+:\*)$/.test(action));
}

function attached(platform: Platform): Finding[] {
  return resourcesOf(platform, ...attachments, "aws_iam_role").flatMap((resource) =>
    ["policy_arn", "managed_policy_arn", "managed_policy_arns"]
      .flatMap((attribute) => valuesAt(resource.block, attribute))
      .filter((arn) => administration.test(String(arn)))
      .map((arn) => ({ resource, detail: `attaches ${String(arn)}` })),
  );
}

export const wildcardPermissions: Rule = {
  id: "STRATA005",
  title: "No identity may do everything to everything",
  severity: "high",
  control: "FSBP IAM.1, IAM.21",
  cause: "`service:*` on `*` grants more than intended, including actions that do not exist yet.",
  fix: "List the actions, and name the resources by ARN where the service supports it.",
  check: (platform) => {
    const boundaries = boundariesOf(platform);
    return [
      ...documentsOf(platform, "identity")
        .filter(({ resource }) => !boundaries.has(resource))
        .flatMap(({ resource, statements = [] }) =>
          statements.flatMap((statement) => {
            const found = wildcards(statement);
            if (found.length === 0) return [];
            return [{ resource, detail: `${statement.label} allows ${found.join(", ")} on every resource` }];
          }),
        ),
      ...attached(platform),
    ];
  },
};
