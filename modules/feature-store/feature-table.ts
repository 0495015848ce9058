import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { type Feature, featureTypes } from "./feature-types";

export interface FeatureTableProps {
  readonly databaseName: string;
  readonly tableName: string;
  readonly description: string;
  /** Where Feature Store puts the files, as in "s3://…/data": AWS makes a part of it up. */
  readonly location: string;
  readonly features: readonly Feature[];
}

/** Columns that Feature Store adds to each record. */
const added = [
  { name: "write_time", type: "timestamp", comment: "When the record was written to the offline store." },
  { name: "api_invocation_time", type: "timestamp", comment: "When the record was put." },
  { name: "is_deleted", type: "boolean", comment: "Whether the record was deleted." },
];

/** Folders that records lie in, by their event time, with the values that Athena looks for. */
const partitions = [
  { name: "year", range: "2026,2035", digits: "4" },
  { name: "month", range: "1,12", digits: "2" },
  { name: "day", range: "1,31", digits: "2" },
  { name: "hour", range: "0,23", digits: "2" },
];

/**
 * The history of a feature group, as a table of the Data Catalog: every value that a record ever had, with its event time.
 * Partitions are computed and never registered; a query that names no year looks through all of them.
 */
export class FeatureTable extends Construct {
  constructor(scope: Construct, id: string, props: FeatureTableProps) {
    super(scope, id);
    const columns = props.features.map(({ name, type, description }) => ({
      name,
      type: featureTypes[type].column,
      comment: description,
    }));
    new GlueCatalogTable(this, "table", {
      name: props.tableName,
      databaseName: props.databaseName,
      description: props.description,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "projection.enabled": "true",
        ...Object.assign({}, ...partitions.map(projectionOf)),
      },
      partitionKeys: partitions.map(({ name }) => ({ name, type: "string", comment: "Of the event time, in UTC." })),
      storageDescriptor: {
        location: props.location,
        columns: [...columns, ...added],
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
      },
    });
  }
}

/** Athena's words for a partition whose values follow from a range. */
function projectionOf({ name, range, digits }: (typeof partitions)[number]): Record<string, string> {
  const key = `projection.${name}`;
  return { [`${key}.type`]: "integer", [`${key}.range`]: range, [`${key}.digits`]: digits };
}
