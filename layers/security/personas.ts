import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { FederatedRole } from "../../modules/identity/federated-role";
import { type Workforce, workforceTrust } from "../../modules/identity/workforce-trust";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import type { BuildPolicies } from "./identity";
import { descriptions, peoplePolicies } from "./identity/people";
import type { Scope } from "./identity/scope";
import { type Persona, personas } from "./personas-config";

/** Keeps roles of people out of reach of the platform's own roles, which have no path. */
const personasPath = "/personas/";

export interface PersonasProps {
  readonly names: Names;
  readonly scope: Scope;
  readonly permissionsBoundaryArn: string;
  readonly build: BuildPolicies;
}

/** Builds the roles of people. Returns the ARN of each, by persona; none where the environment names no identity. */
export function buildPersonas(stack: LayerStack<SecurityEnvironment>, props: PersonasProps): Record<string, string> {
  const { names, scope, permissionsBoundaryArn, build } = props;
  const { account, region, recovery, owns, security } = stack.environment;
  const { identity, requireMfa, sessionHours } = security.personas;
  if (!identity) return {};

  if (identity.kind === "oidc" && owns.account) {
    new IamOpenidConnectProvider(stack, "workforce", {
      url: `https://${identity.issuer}`,
      clientIdList: Object.values(identity.clientIds),
    });
  }
  const policies = peoplePolicies(stack.environment, scope);
  return Object.fromEntries(
    personas.map((persona) => {
      const role = new FederatedRole(stack, persona, {
        name: names.of("iam-role", persona),
        path: personasPath,
        description: descriptions[persona],
        trust: workforceTrust({
          workforce: workforceOf(identity, account, persona),
          requireMfa,
          signInRegions: [region, ...(recovery ? [recovery.region] : [])],
          sessionTags: ["mfa", "application", ...(persona === "deployer" ? ["break-glass"] : [])],
        }),
        sessionHours,
        permissionsBoundaryArn,
        policies: build(policies[persona]),
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
