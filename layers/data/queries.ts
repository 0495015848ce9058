import { QueryWorkgroup } from "../../modules/query/query-workgroup";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";

/** Days until the result of a query expires: long enough to be fetched, and it can be queried again. */
const resultDays = 7;

/** The Athena workgroup of the lake. */
export function buildQueries(stack: LayerStack<DataEnvironment>, foundation: DataFoundation): QueryWorkgroup {
  const { site, environment, security } = foundation;
  return new QueryWorkgroup(stack, "query", {
    site,
    kmsKeyArn: security.lakeKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    scanLimitGiB: environment.data.query.scanLimitGiB,
    resultDays,
  });
}
