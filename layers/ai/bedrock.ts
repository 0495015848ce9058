import type { ModelAccess, PinnedGuardrail } from "../../modules/bedrock/grants";
import { Guardrail } from "../../modules/bedrock/guardrail";
import { InvocationLogging } from "../../modules/bedrock/invocation-logging";
import { ModelProfile } from "../../modules/bedrock/model-profile";
import { factsOf, type ModelRoute, modelArnsOf, routeArn, routeOf } from "../../modules/bedrock/route";
import type { LayerStack } from "../../platform/layer-stack";
import type { BedrockModelConfig } from "./bedrock-models-config";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/** Amazon Bedrock as the rest of the layer sees it. */
export interface Bedrock {
  readonly guardrails: Readonly<Record<string, Guardrail>>;
  /** Log group of what models are asked and answer; empty where another environment of the account logs the region. */
  readonly invocationLogGroupName: string;
}

/** What parts build on that have models answer. */
export interface BedrockFoundation extends AiFoundation {
  readonly bedrock: Bedrock;
}

/** Guardrails and invocation logging: free until they are used, so they are there whatever the recovery strategy. */
export function buildBedrock(stack: LayerStack<AiEnvironment>, foundation: AiFoundation): Bedrock {
  const { site, environment, security } = foundation;
  const guardrails = Object.fromEntries(
    Object.entries(environment.ai.bedrock.guardrails).map(([name, policy]) => [
      name,
      new Guardrail(stack, `guardrail-${name}`, {
        site,
        purpose: name,
        policy,
        kmsKeyArn: security.artifactsKeyArn,
      }),
    ]),
  );
  const logging = environment.owns.region
    ? new InvocationLogging(stack, "model-invocations", { site, accessLogsBucket: security.accessLogsBucketName })
    : undefined;
  return { guardrails, invocationLogGroupName: logging?.logGroupName ?? "" };
}

/** What the contract says of Bedrock. */
export function bedrockOutputs({ guardrails, invocationLogGroupName }: Bedrock) {
  const ofEach = (value: (guardrail: Guardrail) => string) =>
    Object.fromEntries(Object.entries(guardrails).map(([name, guardrail]) => [name, value(guardrail)]));
  return {
    guardrailArns: ofEach(({ arn }) => arn),
    guardrailVersions: ofEach(({ version }) => version),
    modelInvocationLogGroupName: invocationLogGroupName,
  };
}

/** A model of the environment file, and how requests get to it from the region. */
interface Named {
  readonly model: BedrockModelConfig;
  readonly route: ModelRoute;
}

/** @throws Error when there is no such model, or no way to it: `strata check` has asked before */
export function namedModel({ site, environment }: AiFoundation, name: string): Named {
  const model = environment.ai.bedrock.models[name];
  const route = model && routeOf(model, site.region);
  if (!model || !route) throw new Error(`There is no way to the model ${name} in ${site.region}.`);
  return { model, route };
}

/** Who has which model answer, and under which guardrail. */
export interface ModelUse {
  /** Application or agent; part of names, and what the costs are tagged with. */
  readonly application: string;
  /** Name of the model in the environment file. */
  readonly model: string;
  /** Name of the guardrail in the environment file. */
  readonly guardrail: string;
}

/** Who calls a model through its own profile. */
export interface ModelCaller {
  /** Name of the model in the environment file. */
  readonly model: string;
  readonly profileId: string;
}

/** A model as one application has it. */
export interface ApplicationModel {
  /** For `invokeModel` of modules/bedrock/grants.ts. */
  readonly access: ModelAccess & { readonly profileArn: string; readonly guardrail: PinnedGuardrail };
  readonly caller: ModelCaller;
  readonly guardrailId: string;
  /** Most tokens of an answer. */
  readonly outputTokens: number;
  readonly usdPerMillionTokens: BedrockModelConfig["usdPerMillionTokens"];
}

/** Gives an application its own profile of a model, and says what it takes to call it. */
export function modelOf(
  stack: LayerStack<AiEnvironment>,
  foundation: BedrockFoundation,
  { application, model: name, guardrail: guardrailName }: ModelUse,
): ApplicationModel {
  const { site, bedrock } = foundation;
  const { model, route } = namedModel(foundation, name);
  const guardrail = bedrock.guardrails[guardrailName];
  if (!guardrail) throw new Error(`There is no guardrail ${guardrailName}.`);

  const profile = new ModelProfile(stack, `profile-${application}-${name}`, {
    site,
    purpose: `${application}-${name}`,
    application,
    route,
  });
  return {
    access: {
      profileArn: profile.arn,
      modelArns: modelArnsOf(model.id, route, site.region),
      guardrail,
      region: site.region,
    },
    caller: { model: name, profileId: profile.profileId },
    guardrailId: guardrail.guardrailId,
    outputTokens: model.outputTokens ?? factsOf(model)?.outputTokens ?? 0,
    usdPerMillionTokens: model.usdPerMillionTokens,
  };
}

/** What it takes to have a model make vectors: no guardrail, and the profile of AWS where there is one. */
export function vectorAccess(foundation: AiFoundation, name: string): ModelAccess {
  const { site } = foundation;
  const { model, route } = namedModel(foundation, name);
  return {
    profileArn: route.profile ? routeArn(site, route) : undefined,
    modelArns: modelArnsOf(model.id, route, site.region),
    region: site.region,
  };
}
