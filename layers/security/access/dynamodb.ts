import { service } from "./service";

/** DynamoDB. A replica has the name of the table it copies, that of the primary. */
export const dynamodb = service({
  prefix: "dynamodb",
  resources: { table: "table/{name}-*", ofPrimary: "table/{primary}-*" },
  read: ["Describe*", "List*"],
  change: { policy: "data-services", on: ["table", "ofPrimary"] },
  data: ["Export*", "PartiQL*"],
  notDeployers: ["RestoreTable*"],
  loses: ["DeleteBackup", "DeleteTable*"],
});
