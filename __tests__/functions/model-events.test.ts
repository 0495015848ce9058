import { describe, expect, test } from "vitest";
import { type ModelEvent, modelEventOf } from "../../functions/operate-models/event";
import { approval, atRest, packageArn, prefixes } from "./operated-models";

describe("events say which model they are about", () => {
  test.each<[string, string, object, ModelEvent]>([
    [
      "an approval",
      "SageMaker Model Package State Change",
      { ModelPackageGroupName: "strata-dev-propensity", ModelPackageArn: packageArn, ModelApprovalStatus: "Approved" },
      approval,
    ],
    [
      "a version that was registered",
      "SageMaker Model Package State Change",
      {
        ModelPackageGroupName: "strata-dev-propensity",
        ModelPackageArn: packageArn,
        ModelApprovalStatus: "PendingManualApproval",
      },
      { kind: "registered", model: "propensity", packageArn },
    ],
    [
      "settings",
      "Parameter Store Change",
      { name: "/strata/dev/models/propensity" },
      { kind: "settings", model: "propensity" },
    ],
    [
      "an endpoint at rest",
      "SageMaker Endpoint State Change",
      { EndpointName: "strata-dev-propensity", EndpointStatus: "IN_SERVICE" },
      atRest,
    ],
    [
      "a violation",
      "SageMaker Processing Job State Change",
      {
        MonitoringScheduleArn:
          "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/strata-dev-next-order-data",
        ExitMessage: "CompletedWithViolations: 2 violations",
      },
      { kind: "violation", model: "next-order", monitor: "data", message: "CompletedWithViolations: 2 violations" },
    ],
  ])("%s", (_, type, detail, expected) => {
    expect(modelEventOf({ "detail-type": type, detail: { ...detail } }, prefixes)).toEqual(expected);
  });

  test.each([
    ["of another type", { "detail-type": "Object Created" }],
    [
      "about a model of another environment",
      { "detail-type": "Parameter Store Change", detail: { name: "/strata/prod/models/x" } },
    ],
  ])("and one %s is refused", (_, event) => {
    expect(() => modelEventOf(event, prefixes)).toThrow("expected");
  });
});
