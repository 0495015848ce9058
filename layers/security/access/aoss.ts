import { service } from "./service";

/** OpenSearch Serverless. Who uses a collection, its own data access policy says as well. */
export const aoss = service({
  prefix: "aoss",
  resources: { collection: "collection/*" },
  read: ["BatchGet*", "GetAccessPolicy", "GetIndex", "GetSecurityPolicy", "List*"],
  change: {
    policy: "data-services",
    on: ["collection"],
    // Policies know no resource, and a collection that is being made has none yet.
    unbound: [
      "CreateAccessPolicy",
      "CreateCollection",
      "CreateIndex",
      "CreateSecurityPolicy",
      "DeleteAccessPolicy",
      "DeleteIndex",
      "DeleteSecurityPolicy",
      "TagResource",
      "UntagResource",
      "UpdateAccessPolicy",
      "UpdateIndex",
      "UpdateSecurityPolicy",
    ],
  },
  data: ["*AccessAll"],
});
