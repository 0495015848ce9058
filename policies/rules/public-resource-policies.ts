import type { Resource } from "../../synthesized/linked-stack";
import { documentsOf } from "../documents";
import { pointingAt, resourcesOf } from "../platform";
import { isNarrowedBy, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** Keys that tell who is asking, or from where. */
const callerKeys = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
];

const endpointTypes = ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"];

function isPublic({ type }: Resource, statement: Statement): boolean {
  if (!statement.allows || isNarrowedBy(statement, callerKeys)) return false;
  // Callers of an endpoint are inside the VPC; there it is enough to name what they may reach.
  if (endpointTypes.includes(type) && !statement.resources.includes("*") && statement.notResources.length === 0) {
    return false;
  }
  return statement.everybodyElse || statement.principals.some(({ id }) => id === "*");
}

/** An endpoint without a policy lets everybody through to everything. */
function endpointsWithoutPolicy(platform: Platform): Finding[] {
  return resourcesOf(platform, "aws_vpc_endpoint")
    .filter(({ block }) => block.policy === undefined && block.vpc_endpoint_type !== "GatewayLoadBalancer")
    .filter((endpoint) => pointingAt(platform, endpoint, "aws_vpc_endpoint_policy", "vpc_endpoint_id").length === 0)
    .map((resource) => ({ resource, detail: "the endpoint has no policy and lets everybody through" }));
}

export const publicResourcePolicies: Rule = {
  id: "STRATA002",
  title: "No resource policy lets everybody in",
  severity: "critical",
  control: "FSBP S3.2, S3.3, SQS.3, SNS.4, KMS.5, Lambda.1",
  cause: "A principal `*` without a condition on the caller shares the resource with every AWS account in the world.",
  fix: "Name the principals, or add a condition such as StringEquals aws:PrincipalAccount or aws:SourceAccount.",
  check: (platform) => [
    ...documentsOf(platform, "resource", "trust").flatMap(({ resource, statements = [] }) =>
      statements
        .filter((statement) => isPublic(resource, statement))
        .map(({ label }) => ({ resource, detail: `${label} allows everybody, without a condition on the caller` })),
    ),
    ...endpointsWithoutPolicy(platform),
  ],
};
