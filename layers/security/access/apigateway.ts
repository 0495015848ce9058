import { service } from "./service";

/** API Gateway: REST, HTTP and WebSocket interfaces. Its ARNs name no account. */
export const apigateway = service({
  prefix: "apigateway",
  resources: {
    any: "arn:aws:apigateway:{region}::/*",
    key: "arn:aws:apigateway:{region}::/apikeys/*",
    keys: "arn:aws:apigateway:{region}::/apikeys",
    planKeys: "arn:aws:apigateway:{region}::/usageplans/*/keys*",
  },
  read: ["GET"],
  change: { policy: "infrastructure", on: ["any"] },
  work: {
    // Partners come and go. Their keys are in no state: a principal that can read a key has its value.
    operate: [
      {
        sid: "ManageKeysOfPartners",
        actions: ["DELETE", "GET", "PATCH", "POST"],
        on: ["key", "keys", "planKeys"],
      },
    ],
  },
});
