import { expect, test } from "vitest";
import { securityConfig } from "../../../layers/security/config";
import {
  type ServiceLinkedRoleName,
  ServiceLinkedRoles,
  serviceLinkedRoles,
} from "../../../modules/account/service-linked-roles";
import { testSite } from "../../support/site";
import { at, probe } from "../../support/synthesis";

const roles = (existing: readonly ServiceLinkedRoleName[] = []) =>
  probe((stack) => {
    new ServiceLinkedRoles(stack, "linked", { site: testSite(stack), existing });
  });

test("the roles that no API call creates are created", () => {
  const json = roles();
  expect(at(json, "aws_iam_service_linked_role.linked_config").aws_service_name).toBe("config.amazonaws.com");
  expect(at(json, "aws_iam_service_linked_role.linked_spot").aws_service_name).toBe("spot.amazonaws.com");
  expect(json).not.toHaveProperty("import");
});

test("those that the account has are adopted", () => {
  expect(roles(["config"]).import).toEqual([
    {
      id: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      to: "aws_iam_service_linked_role.linked_config",
    },
  ]);
});

test("the environment file can name each of them", () => {
  const known = Object.keys(serviceLinkedRoles);
  const { existingServiceLinkedRoles } = securityConfig.shape;
  expect(existingServiceLinkedRoles.safeParse(known).success).toBe(true);
  expect(existingServiceLinkedRoles.safeParse(["config", "config"]).success).toBe(false);
  expect(existingServiceLinkedRoles.safeParse(["support"]).success).toBe(false);
});
