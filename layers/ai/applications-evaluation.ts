import { evaluationPurpose } from "../../modules/bedrock/evaluation";
import { invokeFunction } from "../../modules/functions/grants";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { pascalCase } from "../../modules/identity/access";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { type Applications, metricsNamespaceOf } from "./applications";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/** Seconds that an evaluation may take: it asks one question after the other. */
const timeoutSeconds = 900;

/** What the evaluation builds on. */
interface EvaluationFoundation extends AiFoundation {
  readonly applications: Applications;
}

/**
 * The function that the delivery pipeline asks whether the answers of an application are good enough. It asks the
 * applications and no models. None where no application says how good it has to be.
 */
export function buildEvaluation(
  stack: LayerStack<AiEnvironment>,
  foundation: EvaluationFoundation,
): LambdaFunction | undefined {
  const { site, environment, security, applications } = foundation;
  const evaluated = Object.entries(environment.ai.applications).flatMap(([name, { quality }]) => {
    const lambda = applications.byName[name]?.lambda;
    return lambda && quality !== undefined ? [{ name, lambda, quality }] : [];
  });
  if (evaluated.length === 0) return undefined;

  return new LambdaFunction(stack, evaluationPurpose, {
    site,
    purpose: evaluationPurpose,
    description: "Says whether answers of applications are good enough.",
    code: stack.asset(`${evaluationPurpose}.zip`, functionCode(evaluationPurpose)),
    settings: {
      timeoutSeconds,
      memoryMiB: 512,
      environment: {
        variables: {
          EVALUATED: JSON.stringify(
            Object.fromEntries(
              evaluated.map(({ name, lambda, quality }) => [
                name,
                { functionName: lambda.functionName, atLeast: quality },
              ]),
            ),
          ),
          POWERTOOLS_SERVICE_NAME: evaluationPurpose,
          POWERTOOLS_METRICS_NAMESPACE: metricsNamespaceOf(environment),
        },
        kmsKeyArn: security.secretsKeyArn,
      },
    },
    role: { statements: evaluated.map(({ name, lambda }) => invokeFunction(pascalCase(name), lambda.arn)) },
    queueKeyArn: security.streamsKeyArn,
  });
}
