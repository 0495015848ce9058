import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Reach } from "./reach";
import { seeBuckets } from "./s3";
import { actionsOf, arnsOf, type ServiceAccess } from "./service";
import { services } from "./services";
import { ssm } from "./ssm";

/**
 * See how everything is set up, as a Terraform refresh does. Most of these calls know no resource, and the rest is
 * looked up before its name is known, so a statement speaks of all resources.
 */
function read(sid: string, concerns: (access: ServiceAccess) => boolean): PolicyStatement {
  const actions = services.filter(concerns).flatMap((access) => actionsOf(access, access.read));
  return { sid, actions, resources: "*" };
}

const keepsData = ({ change }: ServiceAccess) => change?.policy === "data-services";

export function readConfiguration(reach: Reach): PolicyStatement[] {
  return [
    read("ReadConfiguration", (access) => !keepsData(access)),
    ...seeBuckets(reach),
    {
      sid: "ReadPublicParameters",
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: arnsOf(reach, ssm, "publicParameter"),
    },
  ];
}

/** The same of services that keep data: how they are set up, and none of the data. */
export function readDataServices(): PolicyStatement[] {
  return [read("ReadDataServices", keepsData)];
}
