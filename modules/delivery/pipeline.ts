import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { type Action, actionRules, checkStages, type Stage } from "./actions";
import { type ArtifactAccess, writeArtifacts } from "./grants";

export interface PipelineProps {
  readonly site: Site;
  /** What it delivers, as in "workload"; part of the names. */
  readonly purpose: string;
  readonly artifacts: ArtifactAccess & { readonly bucketName: string };
  readonly source: PipelineSource;
  /** All after the source, which is the artifact `source`. */
  readonly stages: readonly Stage[];
  /** Projects that its actions run. */
  readonly projectArns: readonly string[];
}

export interface PipelineSource {
  readonly connectionArn: string;
  /** Owner and name, as in "example-org/strata". */
  readonly repository: string;
  readonly branch: string;
  /** Whether a push starts the pipeline. Otherwise a person does. */
  readonly starts: boolean;
}

/** Name of the artifact with the commit, and of the variables that tell which one it is. */
export const sourceArtifact = "source";
export const sourceNamespace = "Source";

/** A pipeline of type V2. A newer commit overtakes one that waits; stages run one execution at a time. */
export class Pipeline extends Construct {
  /** Refers to the pipeline, so that what uses it comes after it. */
  readonly pipelineName: string;
  readonly arn: string;

  /** @throws UserError when CodePipeline would refuse the stages */
  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const { site, purpose, artifacts, source } = props;
    const stages = [sourceStage(source), ...props.stages];
    checkStages(stages);
    const role = new ServiceRole(this, "role", {
      site,
      purpose: `delivery-${purpose}`,
      description: "Moves commits through the pipeline: starts builds, and hands artifacts from one to the next.",
      service: "codepipeline.amazonaws.com",
      statements: [
        ...writeArtifacts(artifacts),
        { sid: "ReadRepository", actions: "codeconnections:UseConnection", resources: source.connectionArn },
        {
          sid: "RunBuilds",
          actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
          resources: props.projectArns,
        },
      ],
    });
    const pipeline = new Codepipeline(this, "pipeline", {
      name: site.names.of("codepipeline", purpose),
      roleArn: role.arn,
      pipelineType: "V2",
      executionMode: "SUPERSEDED",
      artifactStore: [
        {
          type: "S3",
          location: artifacts.bucketName,
          encryptionKey: { type: "KMS", id: artifacts.kmsKeyArn },
        },
      ],
      trigger: source.starts
        ? [
            {
              providerType: "CodeStarSourceConnection",
              gitConfiguration: {
                sourceActionName: sourceArtifact,
                push: [{ branches: { includes: [source.branch] } }],
              },
            },
          ]
        : undefined,
      stage: stages.map(({ name, actions, rollsBack }) => ({
        name,
        action: actions.map(actionOf),
        onFailure: rollsBack ? { result: "ROLLBACK" } : undefined,
      })),
      dependsOn: [role.policy],
    });
    this.pipelineName = pipeline.name;
    this.arn = pipeline.arn;
  }
}

function sourceStage({ connectionArn, repository, branch }: PipelineSource): Stage {
  return {
    name: "Source",
    actions: [
      {
        name: sourceArtifact,
        provider: "CodeStarSourceConnection",
        namespace: sourceNamespace,
        configuration: {
          ConnectionArn: connectionArn,
          FullRepositoryId: repository,
          BranchName: branch,
          // The trigger of the pipeline decides.
          DetectChanges: "false",
          OutputArtifactFormat: "CODE_ZIP",
        },
        outputs: [sourceArtifact],
      },
    ],
  };
}

function actionOf({ name, provider, configuration, inputs = [], outputs = [], order = 1, namespace }: Action) {
  const { category, owner } = actionRules[provider];
  return {
    name,
    category,
    owner,
    provider,
    version: "1",
    configuration: { ...configuration },
    inputArtifacts: inputs.length > 0 ? [...inputs] : undefined,
    outputArtifacts: outputs.length > 0 ? [...outputs] : undefined,
    runOrder: order,
    namespace,
  };
}
