import { describe, expect, test } from "vitest";
import { ServiceRole, type ServiceRoleProps } from "../../../modules/identity/service-role";
import { at, probe, statementsOf } from "../../support/synthesis";

const account = "111122223333";
const common = {
  name: "strata-test-worker",
  description: "Works.",
  permissionsBoundaryArn: `arn:aws:iam::${account}:policy/boundary`,
  statements: [{ sid: "Read", actions: "s3:GetObject", resources: "arn:aws:s3:::strata-test-lake/*" }],
};
const trust = (props: ServiceRoleProps) => {
  const json = probe((stack) => {
    new ServiceRole(stack, "worker", props);
  });
  return statementsOf(at(json, "aws_iam_role.worker").assume_role_policy).AssumedByService;
};

describe("the trust of a service's role", () => {
  test("names the account, and the resources where they are known, for a service that sends them", () => {
    const service = "scheduler.amazonaws.com" as const;
    const sourceArn = `arn:aws:scheduler:us-east-1:${account}:schedule-group/night`;
    expect(trust({ ...common, service, account })?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": account },
    });
    expect(trust({ ...common, service, account, sourceArn })?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": sourceArn },
    });
  });

  test.each(["cloudtrail.amazonaws.com", "s3.amazonaws.com", "glue.amazonaws.com"] as const)(
    "asks nothing of %s, which sends no source",
    (service) => {
      expect(trust({ ...common, service })).not.toHaveProperty("Condition");
    },
  );

  test("cannot be written otherwise", () => {
    // @ts-expect-error: CloudTrail does not send its account, so the role could never be assumed.
    const unassumable: ServiceRoleProps = { ...common, service: "cloudtrail.amazonaws.com", account };
    // @ts-expect-error: EventBridge Scheduler sends it, so it has to be asked for.
    const unpinned: ServiceRoleProps = { ...common, service: "scheduler.amazonaws.com" };
    expect([unassumable.name, unpinned.name]).toEqual([common.name, common.name]);
  });
});
