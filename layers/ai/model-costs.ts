import { CompositeAlarm } from "../../modules/alarms/composite-alarm";
import { type AlarmMetric, MetricAlarm } from "../../modules/alarms/metric-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import { type ModelCaller, namedModel } from "./bedrock";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/** What the alarms build on. */
export interface ModelCostsFoundation extends AiFoundation {
  /** Applications and agents, by the profiles that they call models through. */
  readonly callers: readonly ModelCaller[];
}

/**
 * Callers that one alarm adds up: it takes 10 metrics, and each caller has two
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html).
 */
const mostCallers = 5;

/** Seconds of a day. */
const daySeconds = 86_400;

/**
 * Alarms on what each model costs a day: tokens that Bedrock counts, by the prices of the file, of all who call it. Those of
 * more than five callers are several alarms, each with the whole limit.
 * @returns name of the alarm that goes off with any of them, for the notifications of the monitoring layer; none where there
 *   are no models
 */
export function buildModelCosts(
  stack: LayerStack<AiEnvironment>,
  foundation: ModelCostsFoundation,
): string | undefined {
  const { site, environment, callers } = foundation;
  const alarmNames = Object.entries(environment.ai.bedrock.models).flatMap(
    ([name, { usdPerDay, usdPerMillionTokens }]) => {
      const modelIds = modelIdsOf(foundation, name, callers);
      return groupsOf(modelIds, mostCallers).map((group, index) => {
        const key = index === 0 ? name : `${name}-${index + 1}`;
        const { alarmName } = new MetricAlarm(stack, `model-${key}-costs`, {
          site,
          purpose: `model-${key}-costs`,
          description: `Calls of the model ${name} cost more than ${usdPerDay} US dollars a day.`,
          metric: costsOf(group, usdPerMillionTokens),
          condition: { comparison: ">", threshold: usdPerDay, periods: 1, missing: "notBreaching" },
        });
        return alarmName;
      });
    },
  );
  if (alarmNames.length === 0) return undefined;
  return new CompositeAlarm(stack, "model-costs", {
    site,
    purpose: "models-costs",
    description: `Calls of a foundation model cost more than usdPerDay of ai.bedrock.models in ${environment.name}.`,
    alarmNames,
  }).alarmName;
}

/**
 * What metrics of Bedrock call the model: profiles of applications and agents, and its own id, which people and knowledge bases
 * use.
 */
function modelIdsOf(foundation: AiFoundation, name: string, callers: readonly ModelCaller[]): string[] {
  const profileIds = callers.filter(({ model }) => model === name).map(({ profileId }) => profileId);
  return [...profileIds, namedModel(foundation, name).route.id];
}

function costsOf(modelIds: readonly string[], usd: { readonly input: number; readonly output: number }) {
  const tokens = (name: string, modelId: string): AlarmMetric => ({
    namespace: "AWS/Bedrock",
    name,
    dimensions: { ModelId: modelId },
    statistic: "Sum",
    periodSeconds: daySeconds,
  });
  const sumOf = (prefix: string) => modelIds.map((_, index) => `FILL(${prefix}${index}, 0)`).join(" + ");
  return {
    expression: `((${sumOf("in")}) * ${usd.input} + (${sumOf("out")}) * ${usd.output}) / 1000000`,
    label: "US dollars a day",
    metrics: Object.fromEntries(
      modelIds.flatMap((modelId, index) => [
        [`in${index}`, tokens("InputTokenCount", modelId)],
        [`out${index}`, tokens("OutputTokenCount", modelId)],
      ]),
    ),
  };
}

function groupsOf<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, n) => all.slice(n * most, (n + 1) * most));
}
