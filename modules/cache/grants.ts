import type { PolicyStatement } from "../identity/policy-document";

/** A cache and the user that applications connect to it as. */
export interface GrantedCache {
  readonly arn: string;
  readonly userArn: string;
}

/** Connect to a cache with IAM, which asks for both (ElastiCache user guide, "Authenticating with IAM"). */
export function connectToCache({ arn, userArn }: GrantedCache): PolicyStatement[] {
  return [{ sid: "ConnectToCache", actions: "elasticache:Connect", resources: [arn, userArn] }];
}
