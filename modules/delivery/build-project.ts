import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import type { Architecture } from "../kubernetes/instance-types";
import { deliveryPurpose } from "../lake/zone-writers";
import { type ArtifactAccess, readArtifacts, writeArtifacts } from "./grants";
import { attachBuildToVpc } from "./vpc-access";

/** Machine images of CodeBuild (docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html). */
const machines = {
  arm64: { type: "ARM_CONTAINER", image: "aws/codebuild/amazonlinux-aarch64-standard:3.0" },
  x86_64: { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:5.0" },
} as const satisfies Readonly<Record<Architecture, { type: string; image: string }>>;

export interface BuildProjectProps {
  readonly site: Site;
  /** What it does, as in "images"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  /** Content of the buildspec. It comes with the apply: no commit changes what the role is used for. */
  readonly buildspec: string;
  readonly machine: BuildMachine;
  /** Environment variables. None is a secret: CodeBuild shows them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly access: BuildAccess;
}

export interface BuildMachine {
  /** @default arm64 */
  readonly architecture?: Architecture;
  /** A Docker daemon runs in the build, which therefore is privileged. @default false */
  readonly docker?: boolean;
  /** Longest build. 5 to 2160 minutes. */
  readonly timeoutMinutes: number;
}

export interface BuildAccess {
  readonly artifacts: ArtifactAccess;
  /** Whether builds make artifacts. @default they read them */
  readonly makesArtifacts?: boolean;
  /** What builds may do in addition to using artifacts and logs. */
  readonly statements: readonly PolicyStatement[];
  /** Where builds run. @default outside of the VPC, where they reach nothing in it */
  readonly placement?: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupId: string;
  };
}

/** A project of CodeBuild that a pipeline runs, with its role and its log group. */
export class BuildProject extends Construct {
  /** Refers to the project, so that what uses it comes after it. */
  readonly projectName: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const { site, purpose, description, machine, access } = props;
    const { artifacts, makesArtifacts, placement } = access;
    const { names, logs } = site;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", `delivery/${purpose}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    });
    const role = new ServiceRole(this, "role", {
      site,
      purpose: deliveryPurpose(purpose),
      description,
      service: "codebuild.amazonaws.com",
      statements: [
        { sid: "WriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: `${logGroup.arn}:*` },
        ...(makesArtifacts ? writeArtifacts(artifacts) : readArtifacts(artifacts)),
        ...(placement ? attachBuildToVpc(site) : []),
        ...access.statements,
      ],
    });
    const project = new CodebuildProject(this, "project", {
      name: names.of("codebuild", `delivery-${purpose}`),
      description,
      serviceRole: role.arn,
      encryptionKey: artifacts.kmsKeyArn,
      buildTimeout: machine.timeoutMinutes,
      queuedTimeout: 60,
      source: { type: "CODEPIPELINE", buildspec: props.buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        ...machines[machine.architecture ?? "arm64"],
        computeType: "BUILD_GENERAL1_MEDIUM",
        privilegedMode: machine.docker ?? false,
        environmentVariable: Object.entries(props.variables).map(([name, value]) => ({ name, value })),
      },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
      vpcConfig: placement && {
        vpcId: placement.vpcId,
        subnets: [...placement.subnetIds],
        securityGroupIds: [placement.securityGroupId],
      },
      // CodeBuild checks at creation that the role may attach builds to the VPC.
      dependsOn: [role.policy],
    });
    this.projectName = project.name;
    this.arn = project.arn;
    this.roleArn = role.arn;
    this.logGroupName = logGroup.name;
  }
}
