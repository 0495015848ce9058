import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { CustomerPolicy } from "../../modules/identity/customer-policy";
import { FederatedRole } from "../../modules/identity/federated-role";
import {
  githubAudience,
  githubBranches,
  githubIssuer,
  githubProtectedBranch,
} from "../../modules/identity/github-trust";
import { hcpTerraformAudience, hcpTerraformRuns } from "../../modules/identity/hcp-terraform-trust";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { encryptCopies } from "../../modules/secrets/grants";
import { stackId } from "../../platform/environment";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import { neverData } from "./personas/deployer";
import { changeDetection } from "./personas/detection";
import { useKeys } from "./personas/keys";
import { noOtherRole } from "./personas/observe";
import type { Reach } from "./personas/resource-patterns";
import type { SharedPolicies } from "./personas/shared-policies";
import { readStates, writeStates } from "./personas/state";

/** Keeps the pipeline's roles out of its own reach: what binds it is changed by an administrator. */
const deliveryPath = "/delivery/";

type Phase = "plan" | "apply";

export interface DeliveryProps {
  readonly names: Names;
  /** Names of all layers. The state of each is a workspace in HCP Terraform. */
  readonly layers: readonly string[];
  /** Where `apply` may change things. */
  readonly reach: Reach;
  readonly permissionsBoundaryArn: string;
  readonly policies: SharedPolicies;
}

/** Builds the roles of the pipeline. Returns the ARN of `plan` and `apply`; none where nothing delivers. */
export function buildDelivery(stack: LayerStack<SecurityEnvironment>, props: DeliveryProps): Record<string, string> {
  const { names, layers, reach, permissionsBoundaryArn, policies } = props;
  const { account, owns, security, state, primary, recovery } = stack.environment;
  const trust = trustOf(stack.environment, layers);
  if (trust.plan.length === 0) return {};

  if (owns.account) {
    const { github, hcpTerraform } = security.delivery;
    if (github) provider(stack, "github", githubIssuer, githubAudience);
    if (hcpTerraform) provider(stack, "hcp-terraform", hostOf(hcpTerraform), hcpTerraformAudience);
  }
  const role = (
    phase: Phase,
    description: string,
    statements: readonly PolicyStatement[],
    changes: Readonly<Record<string, string>>,
  ) => {
    const work = new CustomerPolicy(stack, `${phase}-work`, {
      name: names.of("iam-policy", `${phase}-work`),
      path: deliveryPath,
      description,
      statements,
    });
    return new FederatedRole(stack, phase, {
      name: names.of("iam-role", phase),
      path: deliveryPath,
      description,
      trust: trust[phase],
      sessionHours: security.delivery.sessionHours,
      permissionsBoundaryArn,
      policies: { configuration: policies.configuration, ...changes, work: work.arn },
    }).arn;
  };

  const reading = [
    noOtherRole,
    ...neverData(reach),
    ...readStates(account, state, ...(primary ? [primary.state] : [])),
    // A plan reads databases and tables of the Data Catalog, which is encrypted.
    useKeys(reach, ["lake"], "glue", ["kms:Decrypt"]),
  ];
  const changes = reach.sites.map((site) => policies.changes[site.environment]);
  return {
    plan: role("plan", "Sees how everything is set up. Changes nothing, reads no data.", reading, {}),
    apply: role(
      "apply",
      "Changes infrastructure as reviewed, within the boundary. Reads no data.",
      [...reading, ...writeStates(state), ...changeDetection(reach), ...copySecrets(account, recovery?.region)],
      Object.assign({}, ...changes),
    ),
  };
}

/** Whoever gives a secret a copy in the recovery region encrypts it there (Secrets Manager API, ReplicateSecretToRegions). */
function copySecrets(account: string, region: string | undefined): PolicyStatement[] {
  if (region === undefined) return [];
  return [encryptCopies("EncryptCopiesOfSecrets", `arn:aws:kms:${region}:${account}:key/*`, region)];
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
