import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { applicationOutputs } from "../application/outputs";
import { dataOutputs } from "../data/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { buildAgents } from "./agents";
import { applicationsOutputs, buildApplications } from "./applications";
import { buildEvaluation } from "./applications-evaluation";
import { bedrockOutputs, buildBedrock } from "./bedrock";
import type { AiEnvironment } from "./config";
import { buildFeatureJobs } from "./feature-jobs";
import { buildFeatureRestores } from "./feature-restore";
import { buildFeatureUpdates } from "./feature-updates";
import { buildFeatures, featureOutputs } from "./features";
import type { AiFoundation } from "./foundation";
import { buildIngestion } from "./ingestion";
import { buildKnowledgeBases } from "./knowledge-bases";
import { buildModelCosts } from "./model-costs";
import { buildModelOperations } from "./model-operations";
import { buildModels, modelOutputs } from "./models";
import { aiOutputs } from "./outputs";
import { buildStreams, streamOutputs } from "./streams";
import { buildStudio } from "./studio";

export class AiStack extends LayerStack<AiEnvironment> {
  constructor(app: App, environment: AiEnvironment) {
    super(app, environment, "ai");
    const security = this.read(securityOutputs);
    const foundation: AiFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network: this.read(networkOutputs),
      data: this.read(dataOutputs),
      application: this.read(applicationOutputs),
      upstream: upstreamOf(environment, () => ({})),
    };

    const streams = buildStreams(this, foundation);
    const features = buildFeatures(this, foundation);
    buildFeatureJobs(this, { ...foundation, features });
    buildFeatureRestores(this, { ...foundation, features });
    buildFeatureUpdates(this, { ...foundation, features, streams });
    const studio = buildStudio(this, foundation);
    const models = buildModels(this, { ...foundation, features });
    const modelAlarmNames = buildModelOperations(this, { ...foundation, models });
    const bedrock = buildBedrock(this, foundation);
    const knowledgeBases = buildKnowledgeBases(this, foundation);
    buildIngestion(this, { ...foundation, knowledgeBases });
    const agentCallers = buildAgents(this, { ...foundation, bedrock, knowledgeBases });
    const applications = buildApplications(this, { ...foundation, bedrock, knowledgeBases });
    const modelCostsAlarmName = buildModelCosts(this, {
      ...foundation,
      callers: [...agentCallers, ...Object.values(applications.byName).flatMap(({ callers }) => callers)],
    });
    const evaluation = buildEvaluation(this, { ...foundation, applications });

    this.publish(aiOutputs, {
      ...modelOutputs(models),
      modelAlarmNames,
      modelCostsAlarmName: modelCostsAlarmName ?? "",
      ...bedrockOutputs(bedrock),
      ...featureOutputs(features),
      ...streamOutputs(streams),
      ...applicationsOutputs(applications, environment),
      evaluationFunctionName: evaluation?.functionName ?? "",
      studioDomainId: studio?.domainId ?? "",
      studioRoleArn: studio?.roleArn ?? "",
    });
  }
}
