import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "./policy-document";

export const hcpTerraformAudience = "aws.workload.identity";

export interface HcpTerraformTrustProps {
  readonly site: SiteLocation;
  /** Host that issues the tokens, as in "app.terraform.io". */
  readonly hostname: string;
  readonly organization: string;
  readonly project: string;
  /** Names of the workspaces, one by one. */
  readonly workspaces: readonly string[];
}

/**
 * Trusts one phase of the runs of these workspaces. Subject and audience:
 * developer.hashicorp.com/terraform/cloud-docs/dynamic-provider-credentials/aws-configuration.
 */
export function hcpTerraformRuns(props: HcpTerraformTrustProps, phase: "plan" | "apply"): PolicyStatement {
  const { site, hostname, organization, project, workspaces } = props;
  const place = `organization:${organization}:project:${project}`;
  return {
    sid: "AssumedByWorkspaces",
    principal: { federated: `arn:aws:iam::${site.account}:oidc-provider/${hostname}` },
    actions: "sts:AssumeRoleWithWebIdentity",
    conditions: {
      StringEquals: {
        [`${hostname}:aud`]: hcpTerraformAudience,
        [`${hostname}:sub`]: workspaces.map((workspace) => `${place}:workspace:${workspace}:run_phase:${phase}`),
      },
    },
  };
}
