import { always, never, nobody, type Row, sandbox } from "./row";
import { arn, key, type Site, through } from "./sites";

const queue = (site: Site) => arn(site, "sqs", `${site.name}-uploads`);
const deadLetters = (site: Site) => arn(site, "sqs", `${site.name}-uploads-dead-letters`);
const userPool = (site: Site) => arn(site, "cognito-idp", `userpool/${site.region}_ABC123def`);

/** Lines of the matrix about messages, events and those who call the APIs. */
export const eventRows: readonly Row[] = [
  {
    action: "Move dead letters back to their queue, which takes the right to read them",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [
      ...["StartMessageMoveTask", "CancelMessageMoveTask", "ReceiveMessage", "DeleteMessage"].map((call) => ({
        action: `sqs:${call}`,
        resource: deadLetters(site),
      })),
      { action: "sqs:SendMessage", resource: queue(site) },
    ],
    also: (site) => [
      { action: "kms:Decrypt", resource: key(site, "streams"), context: through("sqs", site) },
      { action: "kms:GenerateDataKey", resource: key(site, "streams"), context: through("sqs", site) },
      { action: "sqs:GetQueueAttributes", resource: deadLetters(site) },
      { action: "sqs:ListMessageMoveTasks", resource: deadLetters(site) },
    ],
  },
  {
    action: "Take messages from a queue of work",
    ...nobody,
    calls: (site) => [
      { action: "sqs:ReceiveMessage", resource: queue(site) },
      { action: "sqs:DeleteMessage", resource: queue(site) },
    ],
  },
  {
    action: "Throw away all messages of a queue",
    developer: never,
    deployer: sandbox,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [{ action: "sqs:PurgeQueue", resource: queue(site) }],
  },
  {
    action: "Put events on the bus, or publish to a topic",
    ...nobody,
    calls: (site) => [
      { action: "events:PutEvents", resource: arn(site, "events", `event-bus/${site.name}-main`) },
      { action: "sns:Publish", resource: arn(site, "sns", `${site.name}-orders`) },
    ],
  },
  {
    action: "See who the users of the APIs are",
    ...nobody,
    calls: (site) => [
      { action: "cognito-idp:AdminGetUser", resource: userPool(site) },
      { action: "cognito-idp:ListUsers", resource: userPool(site) },
    ],
  },
];
