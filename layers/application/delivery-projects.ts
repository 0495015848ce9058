import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BuildProject } from "../../modules/delivery/build-project";
import type { ArtifactAccess } from "../../modules/delivery/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { projectRoot } from "../../platform/root";
import type { ApplicationEnvironment } from "./config";
import type { Steps } from "./delivery-steps";
import type { ApplicationFoundation } from "./foundation";

/** What projects build on. */
export interface ProjectsFoundation extends ApplicationFoundation {
  readonly artifacts: ArtifactAccess;
  readonly steps: Steps;
}

/** A project for each step, by its name. */
export type DeliveryProjects = Readonly<Record<string, BuildProject>>;

/** The steps of a delivery as projects of CodeBuild. Only those that talk to the API of Kubernetes are in the VPC. */
export function buildDeliveryProjects(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ProjectsFoundation,
): DeliveryProjects {
  const { site, network, artifacts, steps } = foundation;
  const placement = {
    vpcId: network.vpcId,
    subnetIds: network.applicationSubnetIds,
    securityGroupId: network.applicationSecurityGroupId,
  };
  return Object.fromEntries(
    Object.entries(steps).map(([name, { does, script, variables, statements = [], ...step }]) => [
      name,
      new BuildProject(stack, `delivery-${name}`, {
        site,
        purpose: name,
        description: does,
        buildspec: readFileSync(join(projectRoot(), "delivery", "buildspecs", `${script}.yml`), "utf8"),
        machine: step,
        variables,
        access: {
          artifacts,
          makesArtifacts: step.makesArtifact,
          statements,
          placement: step.inVpc ? placement : undefined,
        },
      }),
    ]),
  );
}
