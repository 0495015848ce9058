import { DataQualityRuleset } from "../../modules/catalog/data-quality-ruleset";
import { EventSchema } from "../../modules/catalog/event-schema";
import { prefixOf } from "../../modules/catalog/lake-prefix";
import { ParquetTable, type TableColumn } from "../../modules/catalog/parquet-table";
import { QualityEvaluation } from "../../modules/catalog/quality-evaluation";
import { eventsFolder } from "../../modules/lake/folders";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { LakeFoundation } from "./lake";

/** The columns that the job writes; a test holds them against its script. */
const columns: readonly TableColumn[] = [
  { name: "event_id", type: "string", comment: "Identifies the event permanently." },
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

/** Data quality rules of the table, in DQDL; the job checks them for every record that it writes. */
const rules = [
  'IsComplete "event_id"',
  'IsUnique "event_id"',
  'IsComplete "event_type"',
  'IsComplete "occurred_at"',
  'IsComplete "payload"',
];

/** When the rules are evaluated, in UTC. */
const nightly = "cron(0 4 * * ? *)";

/** What the part builds on: the lake, and the databases of its zones. */
export interface EventsFoundation extends LakeFoundation {
  readonly databases: Readonly<Record<string, string>>;
}

/** Events: the schema they enter the lake by, their table in the processed zone, and what has to hold for it. */
export function buildEvents(stack: LayerStack<DataEnvironment>, foundation: EventsFoundation): ParquetTable {
  const { site, security, upstream, lake, databases } = foundation;
  const purpose = "events";
  const data = prefixOf(lake.zones.processed, eventsFolder);
  new EventSchema(stack, "event", {
    site,
    purpose,
    schemaName: "event",
    description: "The envelope of every event that enters the raw zone.",
    definition: JSON.stringify(JSON.parse(jobFile("event.schema.json").toString("utf8"))),
  });
  const table = new ParquetTable(stack, "events", {
    name: "events",
    databaseName: databases.processed ?? "",
    description: "Valid events, each once.",
    data,
    columns,
    partitions,
  });
  const { rulesetName } = new DataQualityRuleset(stack, "events-quality", {
    site,
    purpose,
    description: "What holds for the table of events in the processed zone.",
    rules,
    table,
  });
  new QualityEvaluation(stack, "events-evaluation", {
    site,
    purpose,
    rulesetName,
    table,
    data: { ...data, kmsKeyArn: security.lakeKeyArn },
    // The producer of the events has evaluated them.
    schedule: { expression: nightly, kmsKeyArn: security.streamsKeyArn, enabled: upstream === undefined },
  });
  return table;
}
