import { service } from "./service";

/** CloudWatch Logs. Services of AWS write to groups that they name themselves. */
export const logs = service({
  prefix: "logs",
  resources: {
    /** What goes wrong in REST APIs. API Gateway names the group by the id of the API. */
    anomalies: "anomaly-detector:*",
    apiErrors: "log-group:API-Gateway-Execution-Logs_*",
    /** Deliveries of logs, whatever service they are of. */
    delivery: "delivery:*",
    deliveryDestination: "delivery-destination:{name}-*",
    deliverySource: "delivery-source:{name}-*",
    enhancedMonitoring: "log-group:RDSOSMetrics",
    ofGlue: "log-group:/aws-glue/*",
    /** What models are asked and answer. */
    ofModels: "log-group:/{organization}/{environment}/model-invocations*",
    ofPlatform: "log-group:/{organization}/{environment}/*",
    ofServices: "log-group:/aws/*",
    /** WAF asks for the beginning of the name. */
    ofFirewall: "log-group:aws-waf-logs-{organization}-*",
    ofTrail: "log-group:/{organization}/{environment}/trail*",
  },
  read: ["Describe*", "GetDelivery*", "GetLogAnomalyDetector", "ListTagsForResource", "ListTagsLogGroup"],
  change: {
    policy: "infrastructure",
    on: [
      "anomalies",
      "apiErrors",
      "delivery",
      "deliveryDestination",
      "deliverySource",
      "enhancedMonitoring",
      "ofGlue",
      "ofPlatform",
      "ofServices",
      "ofFirewall",
    ],
    unbound: [
      "CreateLogDelivery",
      "DeleteLogDelivery",
      "DeleteQueryDefinition",
      "DeleteResourcePolicy",
      "GetLogDelivery",
      "ListLogDeliveries",
      "PutQueryDefinition",
      "PutResourcePolicy",
      "UpdateLogDelivery",
    ],
  },
  work: {
    // Records may hold what users typed, so only personas with that duty read them.
    observe: [
      { sid: "FindLogs", actions: ["DescribeLogGroups", "DescribeQueries", "StopQuery"] },
      {
        sid: "ReadLogs",
        actions: [
          "DescribeLogStreams",
          "FilterLogEvents",
          "GetLogEvents",
          "GetLogGroupFields",
          "GetLogRecord",
          "GetQueryResults",
          "StartQuery",
        ],
        on: ["apiErrors", "ofFirewall", "ofGlue", "ofPlatform", "ofServices"],
      },
    ],
  },
});
