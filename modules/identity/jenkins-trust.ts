import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "./policy-document";

export const jenkinsAudience = "sts.amazonaws.com";

export interface JenkinsTrustProps {
  readonly site: SiteLocation;
  /** Address of Jenkins without https:// and without a slash at its end, as in "jenkins.example.com". */
  readonly address: string;
}

/** Issuer of the tokens of credentials at the root of Jenkins, without https:// (plugins.jenkins.io/oidc-provider). */
export function jenkinsIssuer(address: string): string {
  return `${address}/oidc`;
}

/**
 * Trusts builds of one job, by the subject that the plugin gives a token unless somebody changes its claim templates:
 * the address of the job.
 * @param job folders, name and branch, as in "platform/strata/main"
 */
export function jenkinsJob({ site, address }: JenkinsTrustProps, job: string): PolicyStatement {
  const issuer = jenkinsIssuer(address);
  const path = job.split("/").map((part) => `job/${part}/`);
  return {
    sid: "AssumedByJenkinsJob",
    principal: { federated: `arn:aws:iam::${site.account}:oidc-provider/${issuer}` },
    actions: "sts:AssumeRoleWithWebIdentity",
    conditions: {
      StringEquals: {
        [`${issuer}:aud`]: jenkinsAudience,
        [`${issuer}:sub`]: `https://${address}/${path.join("")}`,
      },
    },
  };
}

/** Trusts the agents of Jenkins that have a role: of their instance or of their pod. */
export function jenkinsAgents(roleArn: string): PolicyStatement {
  return { sid: "AssumedByJenkinsAgents", principal: { aws: roleArn }, actions: "sts:AssumeRole" };
}
