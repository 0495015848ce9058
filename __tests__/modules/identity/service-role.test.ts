import { describe, expect, test } from "vitest";
import { ServiceRole, type ServiceRoleProps } from "../../../modules/identity/service-role";
import { testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const account = "111122223333";
const common = {
  purpose: "worker",
  description: "Works.",
  statements: [{ sid: "Read", actions: "s3:GetObject", resources: "arn:aws:s3:::strata-test-lake/*" }],
};
type Without<Key extends PropertyKey, Props> = Props extends unknown ? Omit<Props, Key> : never;
type Own = Without<"site", ServiceRoleProps>;
const trust = (props: Own) => {
  const json = probe((stack) => {
    new ServiceRole(stack, "worker", { site: testSite(stack), ...props });
  });
  return statementsOf(at(json, "aws_iam_role.worker").assume_role_policy).AssumedByService;
};

describe("the trust of a service's role", () => {
  test("names the account, and the resources where they are known, for a service that sends them", () => {
    const service = "scheduler.amazonaws.com" as const;
    const sourceArn = `arn:aws:scheduler:us-east-1:${account}:schedule-group/night`;
    expect(trust({ ...common, service })?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": account },
    });
    expect(trust({ ...common, service, sourceArn })?.Condition).toEqual({
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
    const sourceArn = `arn:aws:cloudtrail:us-east-1:${account}:trail/strata-test-trail`;
    // @ts-expect-error: CloudTrail does not send its source, so the role could never be assumed.
    const unassumable: Own = { ...common, service: "cloudtrail.amazonaws.com", sourceArn };
    expect(unassumable.purpose).toBe(common.purpose);
  });
});
