import { EventRule, eventRuleArn } from "../../modules/events/event-rule";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { buildQueueTrigger } from "../../modules/functions/queue-trigger";
import { visibilityFactor } from "../../modules/functions/visibility";
import { receiveMessages } from "../../modules/queues/grants";
import { WorkQueue } from "../../modules/queues/work-queue";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { KnowledgeBases } from "./knowledge-bases";

/** What ingestion builds on. */
export interface IngestionFoundation extends AiFoundation {
  readonly knowledgeBases: KnowledgeBases;
}

/** Purpose of function and queue. */
const purpose = "start-ingestion";

/** Longest run of the function, which makes a call for each knowledge base. */
const timeoutSeconds = 60;

/**
 * Has knowledge bases read what appears in their folders, changes or goes. Bedrock reads a folder once at a time: what
 * happens meanwhile waits in the queue, for as long as the longest of reads takes.
 */
export function buildIngestion(stack: LayerStack<AiEnvironment>, foundation: IngestionFoundation): void {
  const { site, security, knowledgeBases } = foundation;
  const all = Object.entries(knowledgeBases);
  if (all.length === 0) return;

  const queue = new WorkQueue(stack, "ingestion-queue", {
    site,
    purpose,
    kmsKeyArn: security.streamsKeyArn,
    publishers: { ruleArns: all.map(([name]) => eventRuleArn(site, ruleOf(name))) },
    handling: { visibilitySeconds: visibilityFactor * timeoutSeconds, maxReceives: 60, retentionDays: 4 },
  });
  const starter = new LambdaFunction(stack, "ingestion", {
    site,
    purpose,
    description: "Has knowledge bases read what has changed.",
    code: stack.asset(`${purpose}.zip`, functionCode(purpose)),
    settings: {
      timeoutSeconds,
      memoryMiB: 512,
      environment: {
        variables: {
          KNOWLEDGE_BASES: JSON.stringify(
            all.map(([, { base, documents }]) => ({
              bucket: documents.bucketName,
              prefix: documents.prefix,
              knowledgeBaseId: base.knowledgeBaseId,
              dataSourceId: base.dataSourceId,
            })),
          ),
          POWERTOOLS_SERVICE_NAME: purpose,
        },
        kmsKeyArn: security.secretsKeyArn,
      },
    },
    role: {
      purpose: `function-${purpose}`,
      statements: [
        {
          sid: "StartIngestion",
          actions: "bedrock:StartIngestionJob",
          resources: all.map(([, { base }]) => base.arn),
        },
        ...receiveMessages("Messages", { arn: queue.arn, kmsKeyArn: queue.keyArn, region: site.region }),
      ],
    },
    queueKeyArn: security.streamsKeyArn,
  });
  buildQueueTrigger(stack, "ingestion-trigger", { queueArn: queue.arn, aliasArn: starter.arn });
  for (const [name, { documents }] of all) {
    new EventRule(stack, `ingestion-rule-${name}`, {
      site,
      purpose: ruleOf(name),
      description: `What changes in ${documents.prefix} goes to the knowledge base ${name}.`,
      pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created", "Object Deleted"],
        detail: { bucket: { name: [documents.bucketName] }, object: { key: [{ prefix: documents.prefix }] } },
      },
      // Copies of the primary's objects count too: the index of a recovery environment is made of them.
      target: { arn: queue.arn, deadLetterArn: queue.deadLetterArn, rests: false },
    });
  }
}

function ruleOf(name: string): string {
  return `knowledge-${name}`;
}
