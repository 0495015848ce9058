import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { FederatedRole } from "../../modules/identity/federated-role";
import {
  githubAudience,
  githubBranches,
  githubIssuer,
  githubProtectedBranch,
} from "../../modules/identity/github-trust";
import { hcpTerraformAudience, hcpTerraformRuns } from "../../modules/identity/hcp-terraform-trust";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { stackId } from "../../platform/environment";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import type { BuildPolicies } from "./identity";
import { descriptions, type Phase, pipelinePolicies } from "./identity/pipeline";
import type { Scope } from "./identity/scope";

/** Keeps the pipeline's roles out of its own reach: what binds it is changed by an administrator. */
const deliveryPath = "/delivery/";

export interface DeliveryProps {
  readonly names: Names;
  /** Names of all layers. The state of each is a workspace in HCP Terraform. */
  readonly layers: readonly string[];
  readonly scope: Scope;
  readonly permissionsBoundaryArn: string;
  readonly build: BuildPolicies;
}

/** Builds the roles of the pipeline. Returns the ARN of `plan` and `apply`; none where nothing delivers. */
export function buildDelivery(stack: LayerStack<SecurityEnvironment>, props: DeliveryProps): Record<string, string> {
  const { names, layers, scope, permissionsBoundaryArn, build } = props;
  const { owns, security } = stack.environment;
  const trust = trustOf(stack.environment, layers);
  if (trust.plan.length === 0) return {};

  if (owns.account) {
    const { github, hcpTerraform } = security.delivery;
    if (github) provider(stack, "github", githubIssuer, githubAudience);
    if (hcpTerraform) provider(stack, "hcp-terraform", hostOf(hcpTerraform), hcpTerraformAudience);
  }
  const policies = pipelinePolicies(stack.environment, scope);
  const role = (phase: Phase) =>
    new FederatedRole(stack, phase, {
      name: names.of("iam-role", phase),
      path: deliveryPath,
      description: descriptions[phase],
      trust: trust[phase],
      sessionHours: security.delivery.sessionHours,
      permissionsBoundaryArn,
      policies: build(policies[phase]),
    }).arn;
  return { plan: role("plan"), apply: role("apply") };
}

function trustOf(
  { name, account, security }: SecurityEnvironment,
  layers: readonly string[],
): Record<Phase, PolicyStatement[]> {
  const { github, hcpTerraform } = security.delivery;
  const plan: PolicyStatement[] = [];
  const apply: PolicyStatement[] = [];
  if (github) {
    const { protectedBranch, environment, ...repository } = github;
    plan.push(githubBranches({ account, repository }));
    apply.push(githubProtectedBranch({ account, repository }, protectedBranch, environment));
  }
  if (hcpTerraform) {
    const workspaces = layers.map((layer) => stackId(name, layer));
    const runs = { account, ...hcpTerraform, hostname: hostOf(hcpTerraform), workspaces };
    plan.push(hcpTerraformRuns(runs, "plan"));
    apply.push(hcpTerraformRuns(runs, "apply"));
  }
  return { plan, apply };
}

function hostOf({ hostname = "app.terraform.io" }: { readonly hostname?: string }): string {
  return hostname;
}

function provider(stack: LayerStack, id: string, issuer: string, audience: string): void {
  new IamOpenidConnectProvider(stack, id, { url: `https://${issuer}`, clientIdList: [audience] });
}
