import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { type LakePrefix, locationOf } from "./lake-prefix";

/** A column: its name and its type in Hive's words, as in "string", "timestamp" or "int". */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** A column that is a folder of the files, as in `day=2026-11-30/`. */
export interface PartitionColumn extends TableColumn {
  /** First day of one that is a day: Athena computes the others up to today. @default a crawler registers its values */
  readonly daysFrom?: string;
}

export interface ParquetTableProps {
  readonly name: string;
  readonly databaseName: string;
  readonly description: string;
  /** Where the files lie. */
  readonly data: LakePrefix;
  /** Columns of the files. */
  readonly columns: readonly TableColumn[];
  /** Columns that are folders, outermost first, as in `event_type=order_placed/`. */
  readonly partitions: readonly PartitionColumn[];
}

/** A table of Parquet files in the Data Catalog. Its partitions are not Terraform's: a crawler registers them, or Athena computes them. */
export class ParquetTable extends Construct {
  readonly databaseName: string;
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: ParquetTableProps) {
    super(scope, id);
    const days = props.partitions.flatMap(({ name, daysFrom }) => (daysFrom ? [projectionOf(name, daysFrom)] : []));
    const table = new GlueCatalogTable(this, "table", {
      name: props.name,
      databaseName: props.databaseName,
      description: props.description,
      tableType: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", classification: "parquet", ...Object.assign({}, ...days) },
      partitionKeys: props.partitions.map(({ name, type, comment }) => ({ name, type, comment })),
      storageDescriptor: {
        location: locationOf(props.data),
        columns: [...props.columns],
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
      },
      // Crawlers note there what they counted.
      lifecycle: { ignoreChanges: ["parameters", "storage_descriptor[0].parameters"] },
    });
    this.databaseName = table.databaseName;
    this.tableName = table.name;
  }
}

/** Athena's words for a partition by day (docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html). */
function projectionOf(name: string, daysFrom: string): Record<string, string> {
  const key = `projection.${name}`;
  return {
    "projection.enabled": "true",
    [`${key}.type`]: "date",
    [`${key}.format`]: "yyyy-MM-dd",
    [`${key}.range`]: `${daysFrom},NOW`,
  };
}
