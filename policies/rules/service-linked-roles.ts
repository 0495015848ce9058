import { resourcesOf } from "../platform";
import type { Rule } from "../types";

/**
 * Resources whose service needs a service-linked role that its API does not create (modules/account has the pages), by
 * the service of the role.
 */
export const roleNeeds: readonly { readonly type: string; readonly service: string }[] = [
  { type: "aws_config_configuration_recorder", service: "config.amazonaws.com" },
  { type: "aws_ec2_fleet", service: "ec2fleet.amazonaws.com" },
  { type: "aws_emr_cluster", service: "spot.amazonaws.com" },
  { type: "aws_emr_instance_fleet", service: "spot.amazonaws.com" },
  { type: "aws_spot_instance_request", service: "spot.amazonaws.com" },
];

export const serviceLinkedRoles: Rule = {
  id: "STRATA037",
  title: "A service-linked role that no API call creates is built",
  severity: "critical",
  control: "Well-Architected SEC03-BP02",
  cause: "The console creates the role and the API does not: the first deploy to a new account fails, however often.",
  fix: "Add the role to modules/account/service-linked-roles.ts; the environment that owns the account builds it.",
  check: (platform) => {
    const built = new Set(
      resourcesOf(platform, "aws_iam_service_linked_role").map(
        ({ stack, block }) => `${stack.account} ${String(block.aws_service_name)}`,
      ),
    );
    return roleNeeds.flatMap(({ type, service }) =>
      resourcesOf(platform, type)
        .filter(({ stack }) => !built.has(`${stack.account} ${service}`))
        .map((resource) => ({
          resource,
          detail: `needs the service-linked role of ${service}, which nothing builds in account ${resource.stack.account}`,
        })),
    );
  },
};
