import { SagemakerDomain } from "@cdktf/provider-aws/lib/sagemaker-domain";
import { SagemakerUserProfile } from "@cdktf/provider-aws/lib/sagemaker-user-profile";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { NotebookStart } from "./notebook-start";
import { workInOwnSpaces } from "./studio-permissions";

export interface StudioDomainProps {
  readonly site: Site;
  /** Where Studio and its jobs are. */
  readonly network: StudioNetwork;
  readonly keys: StudioKeys;
  readonly idle: IdleShutdown;
  /** What those who work in it may do in addition to that work. */
  readonly statements: readonly PolicyStatement[];
  /** Who has a profile, by what it is called after the persona, as in "lee", and the tags of their spaces. */
  readonly people: Readonly<Record<string, { readonly owner: string }>>;
}

export interface StudioNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

export interface StudioKeys {
  /** Key of home directories and of the disks of spaces. */
  readonly homesArn: string;
  /** Key of what jobs write. */
  readonly outputArn: string;
}

/** When an idle app is shut down. */
export interface IdleShutdown {
  /** 60 to 525600. */
  readonly minutes: number;
  /** The longest that people may choose. At least `minutes`. */
  readonly mostMinutes: number;
}

/** Persona of those who work in Studio: it may open profiles that are named after it. */
const persona = "ai-engineer";

/**
 * SageMaker Studio inside the VPC, for AI engineers. All apps share a role: policies know people by their profiles. To
 * replace a domain deletes all home directories, so that nothing that replaces it ever changes: neither its name, network
 * and key nor how people sign in.
 */
export class StudioDomain extends Construct {
  readonly domainId: string;
  readonly arn: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: StudioDomainProps) {
    super(scope, id);
    const { site, network, keys, idle } = props;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: "sagemaker-studio",
      description: "What AI engineers may do in Studio.",
      service: "sagemaker.amazonaws.com",
      statements: [...workInOwnSpaces(site), ...props.statements],
    });
    const start = new NotebookStart(this, "notebook-start", { site, network, outputKeyArn: keys.outputArn });
    const idleSettings = {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: idle.minutes,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: idle.mostMinutes,
    };
    const appLifecycleManagement = { idleSettings };
    const domain = new SagemakerDomain(this, "domain", {
      domainName: site.names.of("sagemaker", "studio"),
      authMode: "IAM",
      appNetworkAccessType: "VpcOnly",
      vpcId: network.vpcId,
      subnetIds: [...network.subnetIds],
      kmsKeyId: keys.homesArn,
      tagPropagation: "ENABLED",
      domainSettings: {
        executionRoleIdentityConfig: "USER_PROFILE_NAME",
        dockerSettings: { enableDockerAccess: "DISABLED" },
      },
      defaultUserSettings: {
        executionRole: role.arn,
        securityGroups: [network.securityGroupId],
        studioWebPortal: "ENABLED",
        defaultLandingUri: "studio::",
        jupyterLabAppSettings: {
          appLifecycleManagement,
          lifecycleConfigArns: [start.arn],
          defaultResourceSpec: { instanceType: "ml.t3.medium", lifecycleConfigArn: start.arn },
        },
        codeEditorAppSettings: { appLifecycleManagement },
        // Output of notebooks may show data: it stays in them.
        sharingSettings: { notebookOutputOption: "Disabled" },
      },
      retentionPolicy: { homeEfsFileSystem: site.deletionProtection ? "Retain" : "Delete" },
      // With one more zone the provider would replace the domain, and with it everyone's home: it stays in those it has.
      lifecycle: { preventDestroy: site.deletionProtection, ignoreChanges: ["subnet_ids"] },
      dependsOn: [role.policy],
    });
    for (const [person, { owner }] of Object.entries(props.people)) {
      new SagemakerUserProfile(this, `profile-${person}`, {
        domainId: domain.id,
        userProfileName: site.names.of("sagemaker", `${persona}-${person}`),
        userSettings: { executionRole: role.arn, securityGroups: [network.securityGroupId] },
        tags: { owner },
      });
    }
    this.domainId = domain.id;
    this.arn = domain.arn;
    this.roleArn = role.arn;
  }
}
