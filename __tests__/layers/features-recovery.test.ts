import { describe, expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import type { RecoveryStrategy } from "../../platform/recovery";
import { recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf } from "../support/synthesis";

const group = {
  description: "What a customer did.",
  recordId: "customer_id",
  eventTime: "computed_at",
  features: { orders_30d: { type: "integer", pii: "none" }, email: { type: "text", pii: "none" } },
} as const;
const ai = {
  ...aiDefaults.production,
  features: { customer: { ...group, online: { ttlDays: 30, pii: "none" } }, archive: group },
} as const;

const built = (strategy: RecoveryStrategy) => layerOf("ai", ...recoveredPair(strategy, { ai }));
const warm = built("warm-standby");
const dr = warm("dr");

/** Jobs that fill online stores, and what starts them. */
const restoring = (json: typeof dr) =>
  addressesOf(json).filter((address) => /^aws_glue_(job|trigger)\..*restore/.test(address));
const job = "aws_glue_job.features_customer_restore";
const now = "aws_glue_trigger.features_customer_restore_now";
const start = "aws_glue_trigger.features_customer_restore_start";

describe("online stores in a recovery environment", () => {
  test("are filled by a job on the day of a failover, and in a warm standby before it too", () => {
    expect(restoring(dr)).toEqual([job, now, start]);
    expect(restoring(built("pilot-light")("dr"))).toEqual([job, now]);
    expect(restoring(built("backup-restore")("dr"))).toEqual([]);
    expect(restoring(warm("prod"))).toEqual([]);
  });

  test("are filled by triggers that operations start and stop, which plans leave as they are", () => {
    const actions = [{ job_name: "${aws_glue_job.features_customer_restore.name}" }];
    expect(at(dr, now)).toMatchObject({ type: "ON_DEMAND", actions });
    expect(at(dr, start)).toMatchObject({
      type: "SCHEDULED",
      enabled: true,
      actions,
      lifecycle: { ignore_changes: ["enabled"] },
    });
  });

  test("get what the primary's group had, from the copy of its history in this region", () => {
    expect(at(dr, job).non_overridable_arguments).toMatchObject({
      "--source": expect.stringMatching(
        /^s3:\/\/\$\{.*processed.*\}\/features\/111122223333\/sagemaker\/us-east-1\/offline-store\/$/,
      ),
      "--history": at(warm("prod"), "aws_sagemaker_feature_group.features_customer").feature_group_name,
      "--group": "${aws_sagemaker_feature_group.features_customer.feature_group_name}",
      "--record-id": "customer_id",
      "--event-time": "computed_at",
      "--features": "customer_id:text,computed_at:text,email:text,orders_30d:integer",
      "--ttl-days": "30",
    });
  });

  test("are filled with a role that reads this history, changes this store, and writes nothing to the lake", () => {
    const statements = statementsOf(at(dr, "aws_iam_role_policy.features_customer_restore_role").policy);
    expect(statements.ReadHistory?.Resource).toMatch(
      /\/features\/111122223333\/sagemaker\/us-east-1\/offline-store\/strata-prod-customer-\*$/,
    );
    expect(statements.RestoreFeaturesOfGroup).toMatchObject({
      Action: ["sagemaker:DeleteRecord", "sagemaker:PutRecord"],
      Resource: "${aws_sagemaker_feature_group.features_customer.arn}",
    });
    const actions = Object.values(statements).flatMap(({ Action = [] }) => Action);
    expect(actions.filter((action) => /^s3:(Put|Delete)/.test(action))).toEqual([]);
  });
});
