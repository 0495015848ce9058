import type { TerraformProvider } from "cdktf";
import type { ContractValues } from "../../platform/contract";
import type { Foundation, Upstream } from "../../platform/foundation";
import type { aiOutputs } from "../ai/outputs";
import type { applicationOutputs } from "../application/outputs";
import type { dataOutputs } from "../data/outputs";
import type { networkOutputs } from "../network/outputs";
import type { presentationOutputs } from "../presentation/outputs";
import type { securityOutputs } from "../security/outputs";
import type { MonitoringEnvironment } from "./config";
import type { Severity } from "./severities";

/** The environment that is recovered here, with what its layers publish. */
export interface MonitoringUpstream extends Upstream<MonitoringEnvironment> {
  readonly data: ContractValues<typeof dataOutputs>;
  readonly security: ContractValues<typeof securityOutputs>;
}

/** What every part of the monitoring layer builds on. */
export interface MonitoringFoundation extends Foundation<MonitoringEnvironment, MonitoringUpstream> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
  readonly application: ContractValues<typeof applicationOutputs>;
  readonly ai: ContractValues<typeof aiOutputs>;
  readonly presentation: ContractValues<typeof presentationOutputs>;
}

/** Topics of another region, with its provider. */
export interface RegionTopics {
  readonly topicArns: Readonly<Record<Severity, string>>;
  readonly provider: TerraformProvider;
}

/** The resources that everything with notifications uses. */
export interface NotifyingFoundation extends MonitoringFoundation {
  /** ARN of the topic of each severity. */
  readonly topicArns: Readonly<Record<Severity, string>>;
  /** Topics for alarms on metrics of other regions, by region. */
  readonly elsewhere: Readonly<Record<string, RegionTopics>>;
  /** Queue of what no topic took. */
  readonly undeliveredArn: string;
}

/** What shows alarms builds on. */
export interface DisplayFoundation extends NotifyingFoundation {
  /** ARNs of alarms: those that sum up a layer, and those of objectives. */
  readonly alarms: { readonly layers: readonly string[]; readonly slos: readonly string[] };
}

/** What writes reports builds on. */
export interface ReportingFoundation extends MonitoringFoundation {
  readonly reportsBucketName: string;
  readonly reportsBucketArn: string;
}
