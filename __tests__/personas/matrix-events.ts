import { always, never, noPersona, type Row, sandbox } from "./row";
import { arn, key, type Site, through } from "./sites";

const queue = (site: Site) => arn(site, "sqs", `${site.name}-uploads`);
const deadLetters = (site: Site) => arn(site, "sqs", `${site.name}-uploads-dead-letters`);
const apis = (site: Site, path: string) => `arn:aws:apigateway:${site.region}::/${path}`;
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
    action: "Take the events that a rule could not deliver or a function not handle",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) =>
      [`${site.name}-undelivered-events`, `${site.name}-upload-worker-failed`].flatMap((name) =>
        ["ReceiveMessage", "DeleteMessage"].map((call) => ({
          action: `sqs:${call}`,
          resource: arn(site, "sqs", name),
        })),
      ),
    also: (site) => [{ action: "kms:Decrypt", resource: key(site, "streams"), context: through("sqs", site) }],
  },
  {
    action: "Take messages from a queue of work",
    ...noPersona,
    calls: (site) => [
      { action: "sqs:ReceiveMessage", resource: queue(site) },
      { action: "sqs:DeleteMessage", resource: queue(site) },
    ],
  },
  {
    action: "Throw away all messages of a queue",
    developer: sandbox,
    deployer: sandbox,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [{ action: "sqs:PurgeQueue", resource: queue(site) }],
  },
  {
    action: "Put events on the bus, or publish to a topic",
    ...noPersona,
    calls: (site) => [
      { action: "events:PutEvents", resource: arn(site, "events", `event-bus/${site.name}-main`) },
      { action: "sns:Publish", resource: arn(site, "sns", `${site.name}-orders`) },
    ],
  },
  {
    action: "Enable and disable rules of events",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) =>
      ["EnableRule", "DisableRule"].flatMap((call) =>
        [`rule/${site.name}-new-upload`, `rule/${site.name}-main/${site.name}-stored`].map((rule) => ({
          action: `events:${call}`,
          resource: arn(site, "events", rule),
        })),
      ),
  },
  {
    action: "Read who called the APIs, from their access logs",
    developer: always,
    deployer: always,
    operations: always,
    "ai-engineer": always,
    calls: (site) =>
      ["http", "partner"].flatMap((api) =>
        ["logs:FilterLogEvents", "logs:StartQuery"].map((action) => ({
          action,
          resource: arn(site, "logs", `log-group:/strata/${site.environment}/apis/${api}`),
        })),
      ),
  },
  {
    action: "Make, read and remove the keys of partners",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [
      { action: "apigateway:POST", resource: apis(site, "apikeys") },
      { action: "apigateway:GET", resource: apis(site, "apikeys/a1b2c3d4e5") },
      { action: "apigateway:PATCH", resource: apis(site, "apikeys/a1b2c3d4e5") },
      { action: "apigateway:DELETE", resource: apis(site, "apikeys/a1b2c3d4e5") },
      { action: "apigateway:POST", resource: apis(site, "usageplans/a1b2c3/keys") },
    ],
  },
  {
    action: "See who the users of the APIs are",
    ...noPersona,
    calls: (site) => [
      { action: "cognito-idp:AdminGetUser", resource: userPool(site) },
      { action: "cognito-idp:ListUsers", resource: userPool(site) },
    ],
  },
];
