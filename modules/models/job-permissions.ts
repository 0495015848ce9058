import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { type ObjectAccess, writeObjects } from "../storage/grants";
import { type JobNetwork, joinNetwork } from "./job-network";

export interface JobPermissions {
  /** Folder of the artifacts zone that belongs to the model. */
  readonly artifacts: ObjectAccess;
  readonly network: JobNetwork;
}

/** What every job of a model may do: work in the subnets of the ai tier, and read and write the model's own artifacts. */
export function jobPermissions(site: Site, { artifacts, network }: JobPermissions): PolicyStatement[] {
  return [
    ...joinNetwork(site, network),
    ...writeObjects("Artifacts", artifacts),
    {
      sid: "PutMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] } },
    },
  ];
}
