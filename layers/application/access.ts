import { type Access, accessOf, type Kinds } from "../../modules/identity/access";
import { serviceUrl } from "../../modules/kubernetes/service-url";
import { callService } from "../../modules/mesh/grants";
import { aiUses } from "../ai/uses";
import { dataUses } from "../data/uses";
import { securityUses } from "../security/uses";
import type { WorkloadFoundation } from "./foundation";
import { applicationUses } from "./uses";

/** All that a service or function of this layer uses. */
export function workloadAccess(
  foundation: WorkloadFoundation,
  user: string,
  uses: Readonly<Record<string, string>>,
): Required<Access> {
  const { queues, topics, bus } = foundation.messaging;
  const kinds: Kinds = {
    ...securityUses(foundation),
    ...dataUses(foundation),
    ...applicationUses(foundation, {
      queue: (name) => built(queues[name], name),
      topic: (name) => built(topics[name], name),
      bus: (name) => built(bus, name),
    }),
    ...aiUses(foundation),
    ...servicesOf(foundation),
    ...tokensOf(foundation),
  };
  return accessOf(kinds, user, uses);
}

/** Services answer inside the cluster, or through the mesh. */
function servicesOf({ environment, mesh }: WorkloadFoundation): Kinds {
  return {
    services: ({ name, what }) => {
      const inMesh = mesh?.services[name];
      if (inMesh) {
        return { statements: [callService(what, inMesh.arn)], variables: { URL: inMesh.url }, places: ["mesh"] };
      }
      const { port } = built(environment.application.services[name], name);
      return { statements: [], variables: { URL: serviceUrl(name, port) }, places: [] };
    },
  };
}

/** A service that checks a token reads the keys of its user pool, which are public. */
function tokensOf({ userPool }: WorkloadFoundation): Kinds {
  return {
    tokens: () =>
      userPool && {
        statements: [],
        variables: { ISSUER: userPool.issuer, CLIENT: userPool.clientId },
        places: ["internet"],
      },
  };
}

function built<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`There is no ${name}.`);
  return thing;
}
