import { describe, expect, test } from "vitest";
import { applicationDefaults } from "../../layers/application/config";
import type { Environment } from "../../layers/layers";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { StackJson } from "../../synthesized/stack";
import { plainService } from "../support/application";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { wholePlatform } from "../support/platform";
import { addressesOf, at, statementsOf } from "../support/synthesis";

type Application = Environment["application"];
type Declared = Application["functions"][string];

const documentsApi: Declared = { timeoutSeconds: 15, memoryMiB: 512, uses: {} };
const route = { route: "POST /uploads", to: "functions.upload-worker", ratePerSecond: 1, signIn: true };
const uploadWorker: Declared = {
  from: "queues.uploads",
  timeoutSeconds: 60,
  memoryMiB: 512,
  uses: { "zones.raw": "read", "bus.main": "send" },
};

/** The application section of production with these functions, and the queue of uploads. */
function applicationOf(functions: Application["functions"], visibilitySeconds?: number): Application {
  const { events } = applicationDefaults.production;
  const uploads = { maxReceives: 5, retentionDays: 4, visibilitySeconds };
  return { ...applicationDefaults.production, functions, events: { ...events, queues: { uploads } } };
}

const built = (...of: Parameters<typeof applicationOf>): StackJson =>
  layerOf("application", environmentOf("production", { application: applicationOf(...of) }))("test");

const functionOf = (json: StackJson, name: string) => at(json, `aws_lambda_function.function_${name}`);
const statements = (json: StackJson, name: string) =>
  statementsOf(at(json, `aws_iam_role_policy.function_${name}_role`).policy);

describe("a function", () => {
  test("is outside of the VPC as long as nothing that it uses is inside", () => {
    const json = built({ "documents-api": { ...documentsApi, uses: { "zones.raw": "write" } } });
    expect(functionOf(json, "documents_api")).not.toHaveProperty("vpc_config");
    expect(Object.keys(statements(json, "documents_api"))).not.toContain("MakeNetworkInterfaces");
  });

  test.each(["database.main", "cache.main"])("that uses %s is in the application tier of the VPC", (reference) => {
    const json = built({ "documents-api": { ...documentsApi, uses: { [reference]: "read" } } });
    expect(functionOf(json, "documents_api").vpc_config).toEqual({
      subnet_ids: "${data.terraform_remote_state.network.outputs.application_subnet_ids}",
      security_group_ids: ["${data.terraform_remote_state.network.outputs.application_security_group_id}"],
    });
    expect(Object.keys(statements(json, "documents_api"))).toContain("MakeNetworkInterfaces");
  });

  test("finds in its environment what it uses, and invokes the live version of another", () => {
    const uses = { "functions.upload-worker": "invoke" };
    const json = built({ "documents-api": { ...documentsApi, uses }, "upload-worker": uploadWorker });
    const live = "arn:aws:lambda:us-east-1:111122223333:function:strata-test-upload-worker:live";
    expect(functionOf(json, "documents_api").environment).toEqual({
      variables: {
        FUNCTIONS_UPLOAD_WORKER_ARN: live,
        POWERTOOLS_SERVICE_NAME: "documents-api",
        POWERTOOLS_METRICS_NAMESPACE: "strata/test",
      },
    });
    expect(statements(json, "documents_api").InvokeUploadWorker?.Resource).toBe(live);
  });

  test("has the tag that a zone asks for before it takes an upload", () => {
    const json = built({ "documents-api": { ...documentsApi, uses: { "zones.raw": "write" } } });
    const role = at(json, "aws_iam_role.function_documents_api");
    expect(role).toMatchObject({ name: "strata-test-function-documents-api", tags: { "zone-raw": "write" } });
  });

  test("sets runs aside only if it says so", () => {
    const json = built({
      "documents-api": documentsApi,
      "upload-worker": { ...uploadWorker, reservedConcurrency: 20 },
    });
    expect(functionOf(json, "documents_api")).not.toHaveProperty("reserved_concurrent_executions");
    expect(functionOf(json, "upload_worker").reserved_concurrent_executions).toBe(20);
  });
});

describe("a function with a queue", () => {
  const json = built({ "upload-worker": uploadWorker });

  test("takes its messages and gives each one six tries' time", () => {
    expect(statements(json, "upload_worker").TakeMessages?.Resource).toBe("${aws_sqs_queue.queue_uploads.arn}");
    expect(at(json, "aws_lambda_event_source_mapping.function_upload_worker_queue").event_source_arn).toBe(
      "${aws_sqs_queue.queue_uploads.arn}",
    );
    expect(at(json, "aws_sqs_queue.queue_uploads").visibility_timeout_seconds).toBe(360);
  });

  test("leaves it at the time that the queue states", () => {
    const stated = built({ "upload-worker": uploadWorker }, 900);
    expect(at(stated, "aws_sqs_queue.queue_uploads").visibility_timeout_seconds).toBe(900);
  });

  test("and one that sends there is let in by the queue", () => {
    const sending = built({ "documents-api": { ...documentsApi, uses: { "queues.uploads": "send" } } });
    const policy = String(at(sending, "aws_sqs_queue_policy.queue_uploads").policy);
    expect(policy).toContain("role/strata-test-function-documents-api");
  });
});

describe("the tag by which a person may invoke a function again", () => {
  const tagsOf = (json: StackJson, name = "upload_worker") => functionOf(json, name).tags;

  test("is on functions that events alone start", () => {
    const json = built({ "upload-worker": uploadWorker, "documents-api": documentsApi });
    expect(tagsOf(json)).toEqual({ "started-by": "events" });
    expect(functionOf(json, "documents_api")).not.toHaveProperty("tags");
  });

  test.each<[string, Partial<Application>]>([
    ["a service", { services: { caller: { ...plainService, uses: { "functions.upload-worker": "invoke" } } } }],
    ["an API", { api: { ...applicationDefaults.production.api, http: { routes: { upload: route } } } }],
  ])("is not on a function that %s calls too, which it believes who is asking", (_, more) => {
    const application = { ...applicationOf({ "upload-worker": uploadWorker }), ...more };
    const json = layerOf("application", environmentOf("production", { application }))("test");
    expect(functionOf(json, "upload_worker")).not.toHaveProperty("tags");
  });

  test("is not on what an agent does, and what answers partners", () => {
    const stacks = wholePlatform();
    const tagged = Object.values(stacks["prod-application"]?.resource?.aws_lambda_function ?? {})
      .filter(({ tags }) => (tags as Record<string, string> | undefined)?.["started-by"] === "events")
      .map(({ function_name }) => function_name);
    expect(tagged).toEqual(["strata-prod-upload-worker"]);
  });
});

describe("a function that follows a table", () => {
  const follows: Declared = { ...documentsApi, from: "tables.documents" };

  test("gets its changes in order, and keeps where those are that it could not handle", () => {
    const json = built({ "documents-api": follows });
    expect(at(json, "aws_lambda_event_source_mapping.function_documents_api_stream")).toMatchObject({
      event_source_arn: "${data.terraform_remote_state.data.outputs.table_stream_arns.documents}",
      function_name: "${aws_lambda_alias.function_documents_api_release.arn}",
      starting_position: "TRIM_HORIZON",
      bisect_batch_on_function_error: true,
      function_response_types: ["ReportBatchItemFailures"],
      destination_config: { on_failure: { destination_arn: "${aws_sqs_queue.function_documents_api_failed.arn}" } },
    });
    expect(statements(json, "documents_api").ReadStreamOfTable?.Resource).toBe(
      "${data.terraform_remote_state.data.outputs.table_stream_arns.documents}",
    );
  });

  test("rests in a recovery environment, where the primary's function handles the same changes", () => {
    const application = applicationOf({ "documents-api": follows });
    const json = layerOf("application", ...recoveredPair("warm-standby", { application }))("dr");
    expect(json.resource).not.toHaveProperty("aws_lambda_event_source_mapping");
    expect(functionOf(json, "documents_api")).toMatchObject({ function_name: "strata-dr-documents-api" });
  });
});

describe("rules and topics", () => {
  const { events } = applicationDefaults.production;
  const json = layerOf(
    "application",
    environmentOf("production", {
      application: {
        ...applicationDefaults.production,
        functions: { "documents-api": documentsApi, "upload-worker": uploadWorker },
        events: {
          ...events,
          queues: { uploads: { maxReceives: 5, retentionDays: 4 } },
          rules: { stored: { when: { bus: "bus.main", sources: ["gateway"] }, to: "functions.documents-api" } },
          topics: { news: { description: "News", subscribers: ["queues.uploads", "functions.documents-api"] } },
        },
      },
    }),
  )("test");
  const policyOf = (queue: string) => statementsOf(at(json, `aws_sqs_queue_policy.${queue}`).policy);
  const live = "${aws_lambda_alias.function_documents_api_release.arn}";
  const news = "arn:aws:sns:us-east-1:111122223333:strata-test-news";

  test("start the live version of a function, each one by its own permission", () => {
    expect(at(json, "aws_cloudwatch_event_target.rule_stored").arn).toBe(live);
    expect(at(json, "aws_sns_topic_subscription.topic_news_function_documents_api")).toMatchObject({
      protocol: "lambda",
      endpoint: live,
    });
    const permission = { qualifier: "live", source_account: "111122223333", action: "lambda:InvokeFunction" };
    expect(at(json, "aws_lambda_permission.rule_stored_permission")).toMatchObject({
      ...permission,
      principal: "events.amazonaws.com",
      source_arn: "${aws_cloudwatch_event_rule.rule_stored.arn}",
    });
    expect(at(json, "aws_lambda_permission.topic_news_function_documents_api_permission")).toMatchObject({
      ...permission,
      principal: "sns.amazonaws.com",
      source_arn: "${aws_sns_topic.topic_news.arn}",
    });
  });

  test("reach a queue that names the topic, with the message as it was", () => {
    expect(at(json, "aws_sns_topic_subscription.topic_news_queue_uploads")).toMatchObject({
      protocol: "sqs",
      endpoint: "${aws_sqs_queue.queue_uploads.arn}",
      raw_message_delivery: true,
    });
    expect(policyOf("queue_uploads").PublishedByTopics).toMatchObject({
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": [news] } },
    });
  });

  test("keep what does not arrive", () => {
    const undelivered = { deadLetterTargetArn: "${aws_sqs_queue.undelivered.arn}" };
    for (const name of ["queue_uploads", "function_documents_api"]) {
      const { redrive_policy } = at(json, `aws_sns_topic_subscription.topic_news_${name}`);
      expect(JSON.parse(String(redrive_policy))).toEqual(undelivered);
    }
    expect(policyOf("undelivered").PublishedByTopics?.Condition).toMatchObject({
      ArnEquals: { "aws:SourceArn": [news] },
    });
  });
});

describe("without functions", () => {
  test("there is nothing to deploy them with", () => {
    const json = built({});
    expect(addressesOf(json).filter((address) => /codedeploy|lambda/.test(address))).toEqual([]);
    expect(json.output?.deployment_application_name?.value).toBe("");
  });
});

describe("in an environment that recovers another", () => {
  const recovering = (strategy: RecoveryStrategy): StackJson => {
    const application = applicationOf({ "upload-worker": { ...uploadWorker, uses: { "tables.documents": "read" } } });
    return layerOf("application", ...recoveredPair(strategy, { application }))("dr");
  };

  test.each<[RecoveryStrategy, boolean]>([
    ["backup-restore", false],
    ["pilot-light", true],
    ["warm-standby", true],
  ])("functions are there with strategy %s, with the tables and queues that it keeps", (strategy, keeps) => {
    const json = recovering(strategy);
    const { variables } = functionOf(json, "upload_worker").environment as { variables: Record<string, string> };
    expect("TABLES_DOCUMENTS_NAME" in variables).toBe(keeps);
    expect(addressesOf(json).some((address) => address.startsWith("aws_lambda_event_source_mapping."))).toBe(keeps);
  });

  test("they name nothing of the primary's region", () => {
    const functions = Object.values(recovering("warm-standby").resource?.aws_lambda_function ?? {});
    expect(functions).toHaveLength(1);
    expect(JSON.stringify(functions)).not.toMatch(/us-east-1|prod/);
  });
});
