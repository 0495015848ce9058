import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { FederatedRole } from "../../modules/identity/federated-role";
import {
  githubAudience,
  githubBranches,
  githubIssuer,
  githubProtectedBranch,
} from "../../modules/identity/github-trust";
import { gitlabAudience, gitlabBranch } from "../../modules/identity/gitlab-trust";
import { hcpTerraformAudience, hcpTerraformRuns } from "../../modules/identity/hcp-terraform-trust";
import { jenkinsAgents, jenkinsAudience, jenkinsIssuer, jenkinsJob } from "../../modules/identity/jenkins-trust";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { stackId } from "../../platform/environment";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { IdentityFoundation } from "./foundation";
import { descriptions, type Phase, pipelinePolicies } from "./identity/pipeline";

/** Denies the pipeline any change of its roles: only an administrator changes these. */
const deliveryPath = "/delivery/";

/** Builds the roles of the pipeline. Returns the ARN of `plan` and `apply`; none where nothing delivers. */
export function buildDelivery(
  stack: LayerStack<SecurityEnvironment>,
  foundation: IdentityFoundation,
): Record<string, string> {
  const { site, environment, scope, buildPolicies } = foundation;
  const { owns, security } = environment;
  const trust = trustOf(foundation);
  if (trust.plan.length === 0) return {};

  if (owns.account) {
    const { github, gitlab, hcpTerraform, jenkins } = security.delivery;
    if (github) provider(stack, "github", githubIssuer, githubAudience);
    if (gitlab) provider(stack, "gitlab", hostOfGitlab(gitlab), gitlabAudience);
    if (jenkins?.kind === "oidc") provider(stack, "jenkins", jenkinsIssuer(jenkins.address), jenkinsAudience);
    if (hcpTerraform) provider(stack, "hcp-terraform", hostOf(hcpTerraform), hcpTerraformAudience);
  }
  const policies = pipelinePolicies(environment, scope);
  const role = (phase: Phase) =>
    new FederatedRole(stack, phase, {
      site,
      purpose: phase,
      path: deliveryPath,
      description: descriptions[phase],
      trust: trust[phase],
      sessionHours: security.delivery.sessionHours,
      policies: buildPolicies(policies[phase]),
    }).arn;
  return { plan: role("plan"), apply: role("apply") };
}

function trustOf({
  site,
  environment: { name, security },
  layers,
}: IdentityFoundation): Record<Phase, PolicyStatement[]> {
  const { github, gitlab, hcpTerraform, jenkins } = security.delivery;
  const plan: PolicyStatement[] = [];
  const apply: PolicyStatement[] = [];
  if (github) {
    const { protectedBranch, environment, ...repository } = github;
    plan.push(githubBranches({ site, repository }));
    apply.push(githubProtectedBranch({ site, repository }, protectedBranch, environment));
  }
  if (gitlab) {
    const branch = gitlabBranch({ site, ...gitlab, hostname: hostOfGitlab(gitlab) }, gitlab.protectedBranch);
    plan.push(branch);
    apply.push(branch);
  }
  if (jenkins?.kind === "oidc") {
    const job = jenkinsJob({ site, address: jenkins.address }, jenkins.job);
    plan.push(job);
    apply.push(job);
  } else if (jenkins) {
    plan.push(jenkinsAgents(jenkins.planRoleArn));
    apply.push(jenkinsAgents(jenkins.applyRoleArn));
  }
  if (hcpTerraform) {
    const workspaces = layers.map((layer) => stackId(name, layer));
    const runs = { site, ...hcpTerraform, hostname: hostOf(hcpTerraform), workspaces };
    plan.push(hcpTerraformRuns(runs, "plan"));
    apply.push(hcpTerraformRuns(runs, "apply"));
  }
  return { plan, apply };
}

function hostOfGitlab({ hostname = "gitlab.com" }: { readonly hostname?: string }): string {
  return hostname;
}

function hostOf({ hostname = "app.terraform.io" }: { readonly hostname?: string }): string {
  return hostname;
}

function provider(stack: LayerStack, id: string, issuer: string, audience: string): void {
  new IamOpenidConnectProvider(stack, id, { url: `https://${issuer}`, clientIdList: [audience] });
}
