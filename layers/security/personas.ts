import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { FederatedRole } from "../../modules/identity/federated-role";
import { type Workforce, workforceTrust } from "../../modules/identity/workforce-trust";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { IdentityFoundation } from "./foundation";
import { descriptions, peoplePolicies } from "./identity/people";
import { type Persona, personas } from "./personas-config";

/** Keeps roles of people out of reach of the platform's own roles, which have no path. */
const personasPath = "/personas/";

/** Builds the roles of people. Returns the ARN of each, by persona; none where the environment names no identity. */
export function buildPersonas(
  stack: LayerStack<SecurityEnvironment>,
  foundation: IdentityFoundation,
): Record<string, string> {
  const { site, environment, scope, buildPolicies } = foundation;
  const { owns, recovery, security } = environment;
  const { identity, requireMfa, sessionHours } = security.personas;
  if (!identity) return {};

  if (identity.kind === "oidc" && owns.account) {
    new IamOpenidConnectProvider(stack, "workforce", {
      url: `https://${identity.issuer}`,
      clientIdList: Object.values(identity.clientIds),
    });
  }
  const policies = peoplePolicies(environment, scope);
  return Object.fromEntries(
    personas.map((persona) => {
      const role = new FederatedRole(stack, persona, {
        site,
        purpose: persona,
        path: personasPath,
        description: descriptions[persona],
        trust: workforceTrust({
          workforce: workforceOf(identity, site.account, persona),
          requireMfa,
          signInRegions: [site.region, ...(recovery ? [recovery.region] : [])],
          sessionTags: ["mfa", "application", ...(persona === "deployer" ? ["break-glass"] : [])],
        }),
        sessionHours,
        policies: buildPolicies(policies[persona]),
      });
      return [persona, role.arn];
    }),
  );
}

type Identity = NonNullable<SecurityEnvironment["security"]["personas"]["identity"]>;

function workforceOf(identity: Identity, account: string, persona: Persona): Workforce {
  if (identity.kind !== "oidc") return identity;
  const { kind, issuer, clientIds } = identity;
  const providerArn = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
  return { kind, providerArn, issuer, audience: clientIds[persona] };
}
