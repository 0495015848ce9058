import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface CatalogDatabaseProps {
  readonly site: Site;
  /** What the tables hold, as in "lake-raw"; part of the name, which Athena takes without quotes. */
  readonly purpose: string;
  readonly description: string;
  /** Default location of tables, as in "s3://strata-dev-lake-raw/". */
  readonly location: string;
  /** Encryption of the Data Catalog, where it is set next to the database. @default nothing to wait for */
  readonly waitFor?: ITerraformDependable;
}

/** A database of the Data Catalog, the home of one zone's tables. */
export class CatalogDatabase extends Construct {
  readonly arn: string;
  readonly databaseName: string;

  constructor(scope: Construct, id: string, props: CatalogDatabaseProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, "catalog-database", {
      name: props.site.names.of("glue-database", props.purpose),
      description: props.description,
      locationUri: props.location,
      dependsOn: props.waitFor && [props.waitFor],
    });
    this.arn = database.arn;
    this.databaseName = database.name;
  }
}
