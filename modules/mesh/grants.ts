import type { PolicyStatement } from "../identity/policy-document";

/**
 * Calls a service of a mesh, on any path. Its auth policy has to let the caller in as well.
 * @param what what is called, in Pascal case, as in "Ranking"; part of the sid
 */
export function callService(what: string, serviceArn: string): PolicyStatement {
  return { sid: `Call${what}`, actions: "vpc-lattice-svcs:Invoke", resources: `${serviceArn}/*` };
}
