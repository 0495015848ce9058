import { service } from "./service";

/** API Gateway: REST, HTTP and WebSocket interfaces. Its ARNs name no account. */
export const apigateway = service({
  prefix: "apigateway",
  resources: { any: "arn:aws:apigateway:{region}::/*" },
  read: ["GET"],
  change: { policy: "infrastructure", on: ["any"] },
});
