import { describe, expect, test } from "vitest";
import { joinNetwork } from "../../../modules/models/job-network";
import { grants } from "../../support/grants";
import { testLocation } from "../../support/site";

const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:111122223333:${resource}`;
const statements = joinNetwork(testLocation, {
  vpcId: "vpc-0a",
  subnetIds: ["subnet-0a"],
  securityGroupId: "sg-0a",
  subnetTags: { environment: "test", "subnet-tier": "ai" },
});

/** Whether jobs may put a network interface into a subnet with these tags. */
const joins = (environment: string, tier: string) =>
  grants(statements, {
    action: "ec2:CreateNetworkInterface",
    resource: ec2("subnet/subnet-0a"),
    context: { "aws:ResourceTag/environment": environment, "aws:ResourceTag/subnet-tier": tier },
  });

describe("the role of jobs", () => {
  test("joins the subnets of the ai tier of its environment", async () => {
    expect(await joins("test", "ai")).toBe(true);
  });

  test.each([
    ["test", "application"],
    ["test", "data"],
    ["test", "public"],
    ["other", "ai"],
  ])("joins no subnet of %s in tier %s, whatever a job asks for", async (environment, tier) => {
    expect(await joins(environment, tier)).toBe(false);
  });

  test("uses one security group", async () => {
    const uses = (group: string) =>
      grants(statements, { action: "ec2:CreateNetworkInterface", resource: ec2(`security-group/${group}`) });
    expect([await uses("sg-0a"), await uses("sg-0b")]).toEqual([true, false]);
  });

  test("hands interfaces over within its VPC only", async () => {
    const hands = (vpc: string) =>
      grants(statements, {
        action: "ec2:CreateNetworkInterfacePermission",
        resource: ec2("network-interface/eni-0a"),
        context: { "ec2:Vpc": ec2(`vpc/${vpc}`) },
      });
    expect([await hands("vpc-0a"), await hands("vpc-0b")]).toEqual([true, false]);
  });
});
