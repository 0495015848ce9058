import { DataQualityRuleset } from "../../modules/catalog/data-quality-ruleset";
import { EventSchema } from "../../modules/catalog/event-schema";
import type { LakePrefix } from "../../modules/catalog/lake-prefix";
import { ParquetTable, type TableColumn } from "../../modules/catalog/parquet-table";
import { QualityEvaluation } from "../../modules/catalog/quality-evaluation";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";
import { jobFile } from "./job-file";

/** The columns that the job writes; a test holds them against its script. */
const columns: readonly TableColumn[] = [
  { name: "event_id", type: "string", comment: "Identifies the event for ever." },
  { name: "occurred_at", type: "timestamp", comment: "When it happened, in UTC." },
  { name: "source", type: "string", comment: "The service that said so." },
  { name: "schema_version", type: "int", comment: "Version of the payload's shape." },
  { name: "subject", type: "string", comment: "What it happened to; empty where nothing is named." },
  { name: "payload", type: "string", comment: "JSON text." },
];
const partitions: readonly TableColumn[] = [
  { name: "event_type", type: "string", comment: "What happened." },
  { name: "event_date", type: "date", comment: "Day of occurred_at, in UTC." },
];

/** What has to hold for the table, in DQDL; the job sees to it for every record that it writes. */
const rules = [
  'IsComplete "event_id"',
  'IsUnique "event_id"',
  'IsComplete "event_type"',
  'IsComplete "occurred_at"',
  'IsComplete "payload"',
];

/** When the rules are evaluated, in UTC. */
const nightly = "cron(0 4 * * ? *)";

/** Events: the schema they enter the lake by, their table in the processed zone, and what has to hold for it. */
export function buildEvents(
  stack: LayerStack<DataEnvironment>,
  { site, security, upstream }: DataFoundation,
  data: LakePrefix,
  databaseName: string,
): ParquetTable {
  const { names } = site;
  new EventSchema(stack, "event", {
    registryName: names.of("glue-schema", "events"),
    schemaName: "event",
    description: "The envelope of every event that enters the raw zone.",
    definition: JSON.stringify(JSON.parse(jobFile("event.schema.json").toString("utf8"))),
  });
  const table = new ParquetTable(stack, "events", {
    name: "events",
    databaseName,
    description: "Valid events, each once.",
    data,
    columns,
    partitions,
  });
  const rulesetName = names.of("glue", "events");
  new DataQualityRuleset(stack, "events-quality", {
    name: rulesetName,
    description: "What holds for the table of events in the processed zone.",
    rules,
    table,
  });
  new QualityEvaluation(stack, "events-evaluation", {
    site,
    purpose: "events",
    rulesetName,
    table,
    data: { ...data, kmsKeyArn: security.lakeKeyArn },
    schedule: nightly,
    scheduleKmsKeyArn: security.streamsKeyArn,
    // Whoever made the events has evaluated them.
    enabled: upstream === undefined,
  });
  return table;
}
