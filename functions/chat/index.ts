import type { Writable } from "node:stream";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { readApplication } from "../shared/application";
import { attempts } from "../shared/bedrock";
import { counterOf } from "../shared/counts";
import { withoutMessage } from "../shared/private-errors";
import { setting } from "../shared/settings";
import { Switch } from "../shared/switch";
import { Budget } from "./budget";
import { answerQuestion, type Services } from "./chat";
import { Conversations } from "./conversations";
import type { Question } from "./question";
import type { Say } from "./replies";
import { respond } from "./respond";

/** Seconds that an answer is kept for the same question, asked again. */
const rememberedSeconds = 3600;

/** Milliseconds before Lambda ends a run that it ends by itself, with a reply. */
const graceMilliseconds = 2_000;

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const application = readApplication();
const table = setting("TABLES_SESSIONS_NAME");
const dynamo = tracer.captureAWSv3Client(new DynamoDBClient());
const items = DynamoDBDocumentClient.from(dynamo);

const now = () => new Date();

const services: Services = {
  application,
  models: tracer.captureAWSv3Client(new BedrockRuntimeClient({ maxAttempts: attempts })),
  knowledge: tracer.captureAWSv3Client(new BedrockAgentRuntimeClient({ maxAttempts: attempts })),
  conversations: new Conversations(items, table, now),
  budget: new Budget(items, table, application.perUserDay, now),
  power: new Switch(tracer.captureAWSv3Client(new SSMClient()), application.switchParameter),
  count: counterOf(metrics, application),
  now,
};

const idempotency = new IdempotencyConfig({ expiresAfterSeconds: rememberedSeconds });

/** Callers try again. The same question is answered once. */
const answerOnce = makeIdempotent(
  (_: Pick<Question, "accountId" | "idempotencyKey">, question: Question, heard: { say: Say; signal: AbortSignal }) =>
    answerQuestion(question, services, heard),
  {
    persistenceStore: new DynamoDBPersistenceLayer({
      tableName: table,
      keyAttr: "sessionId",
      expiryAttr: "expiresAt",
      awsSdkV3Client: dynamo,
    }),
    config: idempotency,
  },
);

/** Answers a question of a user, in lines of JSON that come as the model writes. */
export const handler = awslambda.streamifyResponse(async (event: unknown, stream: Writable, context: Context) => {
  logger.addContext(context);
  idempotency.registerLambdaContext(context);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - graceMilliseconds));
  await respond(event, {
    say: (reply) => void stream.write(`${JSON.stringify(reply)}\n`),
    once: (question, say) => {
      const { accountId, idempotencyKey } = question;
      return answerOnce({ accountId, idempotencyKey }, question, { say, signal });
    },
    report: (error) => logger.error("A question was not answered", withoutMessage(error)),
  });
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  stream.end();
});
