import type { Resource } from "../../synthesized/linked-stack";
import { resourcesOf, targetsOf } from "../platform";
import type { Rule } from "../types";

function errorOf({ stack, block: { permissions_boundary: boundary } }: Resource): string | undefined {
  if (boundary === undefined) return "carries no permissions boundary";
  const [policy] = targetsOf(stack, boundary);
  if (policy?.type !== "aws_iam_policy") return "its boundary is no policy of the platform";
  if (policy.stack.account !== stack.account) return `its boundary is in another account, ${policy.stack.account}`;
  return undefined;
}

export const permissionsBoundaries: Rule = {
  id: "STRATA004",
  title: "Every role carries a permissions boundary of the platform",
  severity: "high",
  control: "Well-Architected SEC03-BP05",
  cause: "A role without the boundary can get any permission, by mistake or on purpose.",
  fix: "Set permissions_boundary to the security layer's permissionsBoundaryArn.",
  check: (platform) =>
    resourcesOf(platform, "aws_iam_role", "aws_iam_user").flatMap((resource) => {
      const detail = errorOf(resource);
      return detail === undefined ? [] : [{ resource, detail }];
    }),
};
