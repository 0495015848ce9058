import type { UserPool } from "../../modules/api/user-pool";
import type { EventBus } from "../../modules/events/event-bus";
import type { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import type { WorkQueue } from "../../modules/queues/work-queue";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { dataOutputs } from "../data/outputs";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { ApplicationEnvironment } from "./config";

/** What every part of the application layer builds on. */
export interface ApplicationFoundation extends Foundation<ApplicationEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
}

/** What services and functions talk through. */
export interface Messaging {
  readonly queues: Readonly<Record<string, WorkQueue>>;
  readonly topics: Readonly<Record<string, EncryptedTopic>>;
  /** None where the recovery strategy keeps none; there are no queues and topics either. */
  readonly bus: EventBus | undefined;
}

/** VPC Lattice between services. */
export interface Mesh {
  /** Those that others call. */
  readonly services: Readonly<Record<string, InMesh>>;
  readonly logGroupName: string;
}

/** A service as its callers see it. */
export interface InMesh {
  readonly arn: string;
  readonly url: string;
  /** Where its pods register for the mesh. */
  readonly targetGroupArn: string;
  readonly loadBalancerArn: string;
}

/** What services and functions build on. */
export interface WorkloadFoundation extends ApplicationFoundation {
  /** Who signs in. None where nothing asks for it, or the recovery strategy restores from backups. */
  readonly userPool: UserPool | undefined;
  readonly messaging: Messaging;
  /** None where services call each other inside the cluster. */
  readonly mesh: Mesh | undefined;
}
