import { QueryWorkgroup } from "../../modules/query/query-workgroup";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { Foundation } from "./foundation";

/** Days until the result of a query expires: long enough to be fetched, and it can be queried again. */
const resultDays = 7;

/** The Athena workgroup of the lake. */
export function buildQueries(stack: LayerStack<DataEnvironment>, { names, security }: Foundation): QueryWorkgroup {
  const { account, data, deletionProtection } = stack.environment;
  return new QueryWorkgroup(stack, "query", {
    names,
    account,
    kmsKeyArn: security.lakeKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    scanLimitGiB: data.query.scanLimitGiB,
    resultDays,
    deletionProtection,
  });
}
