import { evaluationPurpose } from "../../modules/bedrock/evaluation";
import { functionArn } from "../../modules/functions/function-arn";
import { deploymentsPurpose } from "../../modules/functions/function-deployments";
import { deployFunctions, invokeFunction } from "../../modules/functions/grants";
import type { Site } from "../../platform/site";
import { pairs } from "./delivery-pairs";
import type { DeliveryFoundation, Step, Steps } from "./delivery-steps";

/** The step that deploys the functions of this layer. */
export function functionsOf({ site, functions: { byName, deploymentApplicationName } }: DeliveryFoundation): Steps {
  const built = Object.entries(byName);
  if (built.length === 0) return {};
  const functions = deployment(site, Object.keys(byName), {
    does: "Has CodeDeploy move the aliases of functions to their new versions.",
    variables: {
      APPLICATION: deploymentApplicationName,
      FUNCTIONS: pairs(built.map(([name, { functionName }]) => [name, functionName])),
      GROUPS_OF_DEPLOYMENT: pairs(built.map(([name, { deploymentGroupName }]) => [name, deploymentGroupName])),
    },
  });
  return { functions };
}

/**
 * The step that deploys applications of language models, by names that follow from the file: their layer comes after this
 * one. A new version takes over once its answers are good enough. Where there is no knowledge base to answer from, as in a
 * region that waits, the primary has evaluated the commit.
 */
export function applicationsOf({ site, environment, upstream }: DeliveryFoundation): Steps {
  const of = "application";
  const declared = Object.entries(environment.ai.applications);
  if (declared.length === 0) return {};
  const names = declared.map(([name]) => name);
  const hasKnowledge = upstream === undefined || upstream.strategy === "warm-standby";
  const evaluated = declared
    .filter(([, { quality, knowledgeBases }]) => quality !== undefined && (hasKnowledge || knowledgeBases.length === 0))
    .map(([name]) => name);
  const isEvaluated = evaluated.length > 0;
  const { statements = [], ...step } = deployment(site, names, {
    of,
    does: "Has new versions of applications evaluated, and CodeDeploy move their aliases.",
    variables: {
      APPLICATION: site.names.of("codedeploy", deploymentsPurpose(of)),
      FUNCTIONS: pairs(names.map((name) => [name, site.names.of("lambda-function", name)])),
      GROUPS_OF_DEPLOYMENT: pairs(names.map((name) => [name, site.names.of("codedeploy", name)])),
      ...(isEvaluated && {
        EVALUATED: evaluated.join(" "),
        EVALUATION: site.names.of("lambda-function", evaluationPurpose),
      }),
    },
  });
  const evaluates = isEvaluated ? [invokeFunction("Evaluation", functionArn(site, evaluationPurpose))] : [];
  return { applications: { ...step, statements: [...statements, ...evaluates] } };
}

function deployment(
  site: Site,
  purposes: readonly string[],
  { of, ...step }: Pick<Step, "does" | "variables"> & { readonly of?: string },
): Step {
  const functionArns = purposes.map((name) => functionArn(site, name));
  return {
    ...step,
    script: "functions",
    timeoutMinutes: 180,
    statements: deployFunctions(site, { of, functionArns, purposes }),
  };
}
