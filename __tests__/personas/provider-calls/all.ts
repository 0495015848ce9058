import { apiCalls } from "./apis";
import { applicationLayerCalls } from "./application";
import { applicationCalls } from "./applications";
import { auditCalls } from "./audit";
import { bedrockCalls } from "./bedrock";
import { cacheCalls } from "./caches";
import { catalogCalls } from "./catalog";
import { databaseCalls } from "./databases";
import { deliveryCalls } from "./delivery";
import { detectionCalls } from "./detection";
import { dnsCalls } from "./dns";
import { edgeCalls } from "./edge";
import { eventCalls } from "./events";
import { featureCalls } from "./features";
import { functionCalls } from "./functions";
import { identityCalls } from "./identity";
import { keyCalls } from "./keys";
import { modelCalls } from "./models";
import { monitoringCalls } from "./monitoring";
import { networkCalls } from "./network";
import { sparkCalls } from "./spark";
import { storageCalls } from "./storage";
import { streamCalls } from "./streams";
import { tableCalls } from "./tables";
import type { TypeCalls } from "./type-calls";

/** What the provider calls for every type of resource and data source that a stack has. */
export const providerCalls: Readonly<Record<string, TypeCalls>> = {
  ...apiCalls,
  ...applicationCalls,
  ...applicationLayerCalls,
  ...auditCalls,
  ...bedrockCalls,
  ...cacheCalls,
  ...catalogCalls,
  ...databaseCalls,
  ...deliveryCalls,
  ...detectionCalls,
  ...dnsCalls,
  ...edgeCalls,
  ...eventCalls,
  ...featureCalls,
  ...functionCalls,
  ...identityCalls,
  ...keyCalls,
  ...modelCalls,
  ...monitoringCalls,
  ...networkCalls,
  ...sparkCalls,
  ...storageCalls,
  ...streamCalls,
  ...tableCalls,
};
