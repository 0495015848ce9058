import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { CustomerPolicy } from "../../modules/identity/customer-policy";
import { FederatedRole } from "../../modules/identity/federated-role";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { type Workforce, workforceTrust } from "../../modules/identity/workforce-trust";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import { aiEngineer } from "./personas/ai-engineer";
import { neverData, neverDeployers } from "./personas/deployer";
import { developer } from "./personas/developer";
import { invokeModels } from "./personas/models";
import { neverPeople, observe } from "./personas/observe";
import { operations } from "./personas/operations";
import { queryProcessedData } from "./personas/query";
import type { Reach } from "./personas/resource-patterns";
import type { SharedPolicies } from "./personas/shared-policies";
import { type Persona, personas } from "./personas-config";

/** Keeps roles and policies of people out of reach of the platform's own roles, which have no path. */
const personasPath = "/personas/";

export interface PersonasProps {
  readonly names: Names;
  /** Where the roles act. */
  readonly reach: Reach;
  readonly permissionsBoundaryArn: string;
  readonly policies: SharedPolicies;
}

const descriptions: Readonly<Record<Persona, string>> = {
  developer: "Writes applications: free in a sandbox, watches elsewhere.",
  deployer: "Changes infrastructure by hand, within the boundary, and sees no data.",
  operations: "Starts, stops, scales, fails over and restores.",
  "ai-engineer": "Trains, tunes and approves models outside of production.",
};

/** Builds the roles of people. Returns the ARN of each, by persona; none where the environment names no identity. */
export function buildPersonas(stack: LayerStack<SecurityEnvironment>, props: PersonasProps): Record<string, string> {
  const { names, reach, permissionsBoundaryArn, policies } = props;
  const { account, tier, owns, security } = stack.environment;
  const { identity, requireMfa, sessionHours, bedrockModels } = security.personas;
  if (!identity) return {};

  if (identity.kind === "oidc" && owns.account) {
    new IamOpenidConnectProvider(stack, "workforce", {
      url: `https://${identity.issuer}`,
      clientIdList: Object.values(identity.clientIds),
    });
  }
  const policy = (id: string, description: string, statements: readonly PolicyStatement[]) =>
    new CustomerPolicy(stack, id, {
      name: names.of("iam-policy", id),
      path: personasPath,
      description,
      statements,
    }).arn;

  const observation = policy("people", "What all people may see, and what none may do.", [
    ...observe(reach),
    ...neverPeople(reach),
  ]);
  const models = policy(
    "models",
    "Which models people may invoke, with a guardrail.",
    invokeModels(reach, bedrockModels),
  );
  const queries = policy(
    "queries",
    "Queries on the processed zone, for whoever may read it.",
    queryProcessedData(reach),
  );
  const own: Readonly<Record<Persona, readonly PolicyStatement[]>> = {
    developer: developer(reach, tier),
    deployer: [...neverData(reach), ...neverDeployers()],
    operations: operations(reach, tier),
    "ai-engineer": aiEngineer(reach, tier),
  };
  const more: Readonly<Record<Persona, Readonly<Record<string, string>>>> = {
    developer: { ...(tier !== "production" && { models }), ...(tier === "sandbox" && { queries }) },
    deployer: { configuration: policies.configuration, ...Object.assign({}, ...Object.values(policies.changes)) },
    operations: { configuration: policies.configuration },
    "ai-engineer": { models, queries },
  };

  return Object.fromEntries(
    personas.map((persona) => {
      const statements = own[persona];
      const role = new FederatedRole(stack, persona, {
        name: names.of("iam-role", persona),
        path: personasPath,
        description: descriptions[persona],
        trust: workforceTrust({
          workforce: workforceOf(identity, account, persona),
          requireMfa,
          sessionTags: ["mfa", "application", ...(persona === "deployer" ? ["break-glass"] : [])],
        }),
        sessionHours,
        permissionsBoundaryArn,
        policies: {
          people: observation,
          ...more[persona],
          ...(statements.length > 0 && { work: policy(`${persona}-work`, descriptions[persona], statements) }),
        },
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
