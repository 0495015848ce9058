import { loadEnvironments } from "../../../environments/load";
import { type LinkedStack, link, type Resource } from "../../../synthesized/linked-stack";
import type { Block } from "../../../synthesized/stack";
import { textOf } from "../../../synthesized/value";
import type { GroupDefinition } from "../../functions/feature-store";
import { stacksUpTo } from "../../support/layers";

/** What the synthesized JSON of `dev` says of the way of an event. */
export interface Declared {
  readonly stream: { readonly name: string; readonly shards: number };
  readonly delivery: { readonly name: string; readonly bucket: string; readonly destination: Block };
  /** Function that keeps features up to date: its variables, and the records it gets at a time. */
  readonly update: { readonly variables: Readonly<Record<string, string>>; readonly batchSize: number };
  /** Arguments of the job that fills the table of events, and of the one that computes features of it. */
  readonly jobs: { readonly events: readonly string[]; readonly features: readonly string[] };
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly groups: Readonly<Record<"activity" | "customer", GroupDefinition>>;
}

/** Reads it, with all references resolved. */
export function declared(): Declared {
  const dev = loadEnvironments().filter(({ name }) => name === "dev");
  const stacks = link(stacksUpTo("ai", ...dev));
  const [data, ai] = [stackOf(stacks, "dev-data"), stackOf(stacks, "dev-ai")];
  const delivery = resourceOf(ai, "aws_kinesis_firehose_delivery_stream.stream_events_delivery").block;
  const [source] = [delivery.kinesis_source_configuration].flat() as [Block];
  const [destination] = [delivery.extended_s3_configuration].flat() as [Block];
  const mapping = resourceOf(ai, "aws_lambda_event_source_mapping.features_activity_update_stream").block;
  // What the delivery and the function read is the stream that services send to.
  const streamName = lastPart(text(ai, source.kinesis_stream_arn));
  if (lastPart(text(ai, mapping.event_source_arn)) !== streamName) throw new Error("They read different streams.");
  const stream = resourceOf(ai, "aws_kinesis_stream.stream_events").block;
  const [environment] = [resourceOf(ai, "aws_lambda_function.features_activity_update").block.environment].flat() as [
    { readonly variables: Readonly<Record<string, unknown>> },
  ];
  const table = resourceOf(data, "aws_glue_catalog_table.events").block as unknown as Table;
  const group = (name: string) =>
    resourceOf(ai, `aws_sagemaker_feature_group.features_${name}`).block as unknown as GroupDefinition;
  return {
    stream: { name: streamName, shards: Number(stream.shard_count) },
    delivery: { name: String(delivery.name), bucket: lastPart(text(ai, destination.bucket_arn)), destination },
    update: {
      variables: Object.fromEntries(
        Object.entries(environment.variables).map(([key, value]) => [key, text(ai, value)]),
      ),
      batchSize: Number(mapping.batch_size),
    },
    jobs: {
      events: argumentsOf(resourceOf(data, "aws_glue_job.etl")),
      features: argumentsOf(resourceOf(ai, "aws_glue_job.features_customer_job")),
    },
    columns: [...table.storage_descriptor.columns, ...table.partition_keys].map(({ name, type }) => [name, type]),
    groups: { activity: group("activity"), customer: group("customer") },
  };
}

interface Table {
  readonly storage_descriptor: { readonly columns: readonly Column[] };
  readonly partition_keys: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** What a Glue job is started with. */
function argumentsOf({ stack, block }: Resource): string[] {
  return [block.default_arguments, block.non_overridable_arguments].flatMap((values) =>
    Object.entries(values as Block).flatMap(([name, value]) => [name, text(stack, value)]),
  );
}

function stackOf(stacks: readonly LinkedStack[], id: string): LinkedStack {
  const found = stacks.find((stack) => stack.id === id);
  if (!found) throw new Error(`There is no stack ${id}.`);
  return found;
}

function resourceOf(stack: LinkedStack, address: string): Resource {
  const found = stack.resources.get(address);
  if (!found) throw new Error(`${stack.id} has no ${address}.`);
  return found;
}

function text(stack: LinkedStack, value: unknown): string {
  const found = textOf(stack, value, attributeOf);
  if (found === undefined) throw new Error(`${stack.id}: ${String(value)} is known after an apply only.`);
  return found;
}

/** Names and ARNs that follow from arguments. */
function attributeOf({ stack, type, block }: Resource, attribute: string): string | undefined {
  const name = textOf(stack, type === "aws_s3_bucket" ? block.bucket : block.name);
  if (attribute === "id") return name;
  return attribute === "arn" && name !== undefined ? `arn:aws:local:::${name}` : undefined;
}

function lastPart(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}
