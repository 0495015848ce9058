import type { PermissionsBoundaryProps } from "../../../modules/identity/boundary-props";
import { boundaryServices } from "../access/boundary";
import { logs } from "../access/logs";
import { fill } from "../access/reach";
import { s3 } from "../access/s3";
import { arnsOf } from "../access/service";
import type { SecurityEnvironment } from "../config";
import type { Scope } from "./scope";

/** The permissions boundary of an environment, and of the one that recovers it in the same account. */
export function boundaryOf({ tier, name }: SecurityEnvironment, scope: Scope): PermissionsBoundaryProps {
  const reach = scope.everywhere;
  return {
    site: scope.boundarySite,
    regions: scope.regions,
    services: boundaryServices,
    namePrefixes: fill("{name}", reach),
    archives: arnsOf(reach, s3, "logs", "accessLogs"),
    trailLogs: arnsOf(reach, logs, "ofTrail"),
    breakGlass: tier === "sandbox" ? undefined : name,
  };
}
