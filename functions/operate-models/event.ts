/** What happened to a model. */
export type ModelEvent =
  | { readonly kind: "approved" | "registered"; readonly model: string; readonly packageArn: string }
  | { readonly kind: "settings"; readonly model: string }
  | { readonly kind: "endpoint"; readonly model: string; readonly status: string }
  | { readonly kind: "violation"; readonly model: string; readonly monitor: string; readonly message: string };

/** An event of EventBridge, as far as it says. */
export interface BusEvent {
  readonly "detail-type"?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
}

/** How names of the environment's models begin: `strata-dev-` of endpoints and groups, `/strata/dev/models/` of parameters. */
export interface Prefixes {
  readonly names: string;
  readonly parameters: string;
}

/**
 * What an event says (docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html).
 * @throws Error when it is about nothing that a rule should have sent
 */
export function modelEventOf(event: BusEvent, prefixes: Prefixes): ModelEvent {
  const detail = event.detail ?? {};
  const text = (key: string) => String(detail[key] ?? "");
  switch (event["detail-type"]) {
    case "SageMaker Model Package State Change":
      return {
        kind: text("ModelApprovalStatus") === "PendingManualApproval" ? "registered" : "approved",
        model: after(text("ModelPackageGroupName"), prefixes.names),
        packageArn: text("ModelPackageArn"),
      };
    case "Parameter Store Change":
      return { kind: "settings", model: after(text("name"), prefixes.parameters) };
    case "SageMaker Endpoint State Change":
      return { kind: "endpoint", model: after(text("EndpointName"), prefixes.names), status: text("EndpointStatus") };
    case "SageMaker Processing Job State Change": {
      // monitoring-schedule/strata-dev-propensity-data
      const schedule = after(text("MonitoringScheduleArn").split("/").at(-1) ?? "", prefixes.names);
      const [, model = "", monitor = ""] = /^(.*)-([a-z]+)$/.exec(schedule) ?? [];
      return { kind: "violation", model, monitor, message: text("ExitMessage") };
    }
    default:
      throw new Error(`expected an event about a model, got ${event["detail-type"] ?? "none"}`);
  }
}

function after(name: string, prefix: string): string {
  if (!name.startsWith(prefix) || name === prefix)
    throw new Error(`expected a name that begins with ${prefix}, got ${name}`);
  return name.slice(prefix.length);
}
