import { expect, it } from "vitest";
import type { Singleton } from "../../../commands/adopt/singletons";
import { lostSingletons } from "../../../commands/deploy/lost-singletons";
import { takeOver } from "../../../commands/deploy/recovery";
import { fakeStack } from "../../support/fake-stacks";

const arn = "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot";
const stack = fakeStack("dev-security", {
  resources: {
    "aws_iam_service_linked_role.spot": { aws_service_name: "spot.amazonaws.com" },
    "aws_iam_service_linked_role.config": { aws_service_name: "config.amazonaws.com" },
    "aws_guardduty_detector.guardduty": { enable: true },
    "aws_cloudtrail.trail": { name: "trail" },
  },
});
const destination = { account: "111122223333", settings: {} };
const roles: Singleton = {
  type: "aws_iam_service_linked_role",
  action: "iam:ListRoles",
  find: async (_, { aws_service_name: service }) => (service === "spot.amazonaws.com" ? { id: arn } : undefined),
};
const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
const detectors: Singleton = {
  type: "aws_guardduty_detector",
  action: "guardduty:ListDetectors",
  find: () => Promise.reject(denied),
};

it("imports what AWS creates once and an apply that was killed was creating", async () => {
  const unfinished = { created: new Map<string, string>(), underWay: ["aws_iam_service_linked_role.spot"] };
  const { unknown } = takeOver(stack, unfinished, new Map());
  expect(unknown).toEqual(["aws_iam_service_linked_role.spot"]);
  const warnings: string[] = [];
  const created = await lostSingletons(stack, unknown, destination, (text) => warnings.push(text), [roles]);
  const { imports, unknown: left } = takeOver(stack, { ...unfinished, created }, new Map());
  expect(imports).toEqual([{ to: "aws_iam_service_linked_role.spot", id: arn, certain: true }]);
  expect(left).toEqual([]);
  expect(warnings).toEqual([
    `aws_iam_service_linked_role.spot: found ${arn}, which no state knows and AWS creates once: it is imported`,
  ]);
});

it("leaves out what is not there, what may exist more than once, and what it may not look for", async () => {
  const warnings: string[] = [];
  const addresses = ["aws_iam_service_linked_role.config", "aws_cloudtrail.trail", "aws_guardduty_detector.guardduty"];
  const ids = await lostSingletons(stack, addresses, destination, (text) => warnings.push(text), [roles, detectors]);
  expect([...ids]).toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(/^aws_guardduty_detector\.guardduty: .* grant guardduty:ListDetectors$/),
  ]);
});
