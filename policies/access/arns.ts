import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import { textOf } from "../../synthesized/value";

/** The ARN that AWS will give a resource of each type; what it makes up itself (a key's id) comes from the address. */
const arnForms: Readonly<Record<string, (resource: Resource) => string>> = {
  aws_cloudwatch_log_group: (group) => inRegion("logs", group, `log-group:${group.block.name}`),
  aws_codebuild_project: (project) => inRegion("codebuild", project, `project/${project.block.name}`),
  aws_codeconnections_connection: (connection) => inRegion("codeconnections", connection, "connection/1a2b"),
  aws_dynamodb_table: (table) => inRegion("dynamodb", table, `table/${table.block.name}`),
  aws_ecr_repository: (repository) => inRegion("ecr", repository, `repository/${repository.block.name}`),
  aws_emrserverless_application: (application) =>
    inRegion("emr-serverless", application, `/applications/${application.name}`),
  aws_iam_policy: ({ block, stack }) => `arn:aws:iam::${stack.account}:policy${block.path ?? "/"}${block.name}`,
  aws_iam_role: ({ block, stack }) => `arn:aws:iam::${stack.account}:role${block.path ?? "/"}${block.name}`,
  aws_kinesis_stream: (stream) => inRegion("kinesis", stream, `stream/${stream.block.name}`),
  aws_kms_key: (key) => inRegion("kms", key, `key/${key.block.multi_region ? "mrk-" : ""}${key.name}`),
  aws_kms_replica_key: (key) => inRegion("kms", key, `key/${argumentOf(key, "primary_key_arn").split("/").at(-1)}`),
  aws_lambda_function: (lambda) => inRegion("lambda", lambda, `function:${lambda.block.function_name}`),
  aws_lb_target_group: (group) => inRegion("elasticloadbalancing", group, `targetgroup/${group.block.name}/1a2b`),
  aws_s3_bucket: ({ block }) => `arn:aws:s3:::${block.bucket}`,
  aws_sns_topic: (topic) => inRegion("sns", topic, String(topic.block.name)),
  aws_sqs_queue: (queue) => inRegion("sqs", queue, String(queue.block.name)),
};

function inRegion(service: string, { region, stack }: Resource, name: string): string {
  return `arn:aws:${service}:${region}:${stack.account}:${name}`;
}

/** ARN of a resource. @throws Error when the form of its ARN is not known here */
export function arnOf(resource: Resource): string {
  const form = arnForms[resource.type];
  if (!form) throw new Error(`${resource.address}: add the form of its ARN`);
  return form(resource);
}

/** An argument as AWS will get it, with the ARNs and names of what it refers to. @throws Error when it cannot be said */
export function argumentOf({ stack, address, block }: Resource, name: string): string {
  const text = textOf(stack, block[name], attributeOf);
  if (text === undefined) throw new Error(`Cannot say what ${name} of ${address} will be: ${block[name]}`);
  return text;
}

function attributeOf(resource: Resource, attribute: string): string | undefined {
  if (attribute === "arn") return arnOf(resource);
  // An id that AWS makes up, in the name of a log group.
  if (resource.type === "aws_api_gateway_rest_api" && attribute === "id") return "a1b2c3";
  const { bucket, cluster_identifier } = resource.block;
  const name = bucket ?? cluster_identifier;
  return attribute === "id" && typeof name === "string" ? name : undefined;
}

/** The resources of a type in all stacks. */
export function ofType(stacks: readonly LinkedStack[], type: string): Resource[] {
  return stacks.flatMap(({ resources }) => [...resources.values()]).filter((resource) => resource.type === type);
}
