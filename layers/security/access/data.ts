import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { apigateway } from "./apigateway";
import { lambda } from "./lambda";
import type { Reach } from "./reach";
import { s3 } from "./s3";
import { neverSecrets, secretsmanager } from "./secretsmanager";
import { actionsOf, arnsOf } from "./service";
import { services } from "./services";

/** Data the platform holds for others. Principals that change infrastructure have no need to see it. */
export function neverData(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "DenyData",
      effect: "Deny",
      actions: services
        .filter((access) => access !== secretsmanager)
        .flatMap((access) => actionsOf(access, access.data)),
      resources: "*",
    },
    neverSecrets(reach),
    {
      sid: "DenyInvocations",
      effect: "Deny",
      actions: "lambda:InvokeFunction*",
      notResources: arnsOf(reach, lambda, "rotation", "topics", "users"),
    },
    // DynamoDB fills a new replica on behalf of the principal that creates it
    // (docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html).
    {
      sid: "DenyItems",
      effect: "Deny",
      actions: ["dynamodb:*Item", "dynamodb:Query", "dynamodb:Scan"],
      resources: "*",
      conditions: { BoolIfExists: { "aws:ViaAWSService": "false" } },
    },
    {
      sid: "DenyObjects",
      effect: "Deny",
      actions: ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"],
      resources: arnsOf(reach, s3, "artifactsObject", "processedObject", "rawObject", "resultsObject"),
    },
    neverKeys(reach),
  ];
}

/** Keys of partners: who may read one can have its value. */
export function neverKeys(reach: Reach): PolicyStatement {
  return {
    sid: "DenyApiKeys",
    effect: "Deny",
    actions: "apigateway:*",
    resources: arnsOf(reach, apigateway, "key", "keys", "planKeys"),
  };
}

/** What other personas are for, or the reviewed pipeline alone. */
export function neverDeployers(): PolicyStatement[] {
  return [
    {
      sid: "DenyWorkOfOthers",
      effect: "Deny",
      actions: services.flatMap((access) => actionsOf(access, access.notDeployers)),
      resources: "*",
    },
  ];
}

/** Raw data, whatever another policy says. */
export function neverRawData(reach: Reach): PolicyStatement {
  return {
    sid: "DenyRawData",
    effect: "Deny",
    actions: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
    resources: arnsOf(reach, s3, "rawObject"),
  };
}
