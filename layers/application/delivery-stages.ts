import type { Action, Stage } from "../../modules/delivery/actions";
import type { BuildProject } from "../../modules/delivery/build-project";
import { sourceArtifact, sourceNamespace } from "../../modules/delivery/pipeline";
import type { Architecture } from "../../modules/kubernetes/instance-types";
import type { ApplicationEnvironment } from "./config";
import type { DeliveryProjects } from "./delivery-projects";

const release = "release";
const imagesOf = (architecture: string) => `images_${architecture}`;

type Build = Pick<Action, "inputs" | "order" | "outputs">;

/** A build of a commit: its scripts come from the commit itself, never from what another build made. */
function run(name: string, project: BuildProject, { inputs = [], ...build }: Build = {}): Action {
  const commit = [{ name: "COMMIT", value: `#{${sourceNamespace}.CommitId}`, type: "PLAINTEXT" }];
  return {
    name,
    provider: "CodeBuild",
    configuration: {
      ProjectName: project.projectName,
      PrimarySource: sourceArtifact,
      EnvironmentVariables: JSON.stringify(commit),
    },
    inputs: [sourceArtifact, ...inputs],
    ...build,
  };
}

/** The stages after the source: all checks, then the approval, then every deployment in one stage that goes back as one. */
export function stagesOf({ name, application }: ApplicationEnvironment, projects: DeliveryProjects): Stage[] {
  const { test, scan, images, cluster, services, functions, smoke } = projects;
  const built = Object.entries(images) as [Architecture, BuildProject][];
  const digests = built.map(([architecture]) => imagesOf(architecture));
  const deployments = [
    ...(cluster ? [run("cluster", cluster, { inputs: [release], order: 1 })] : []),
    ...(services ? [run("services", services, { inputs: [release, ...digests], order: 2 })] : []),
    ...(functions ? [run("functions", functions, { inputs: [release], order: 3 })] : []),
    ...(smoke ? [run("smoke", smoke, { order: 4 })] : []),
  ];
  return [
    { name: "Check", actions: [run("test", test, { outputs: [release] }), run("scan", scan)] },
    ...stage(
      "Images",
      built.map(([architecture, project]) =>
        run(`images-${architecture}`, project, { outputs: [imagesOf(architecture)] }),
      ),
    ),
    ...(application.delivery.approval === "manual" && deployments.length > 0 ? [approval(name)] : []),
    ...stage("Deploy", deployments, { rollsBack: true }),
  ];
}

function stage(name: string, actions: readonly Action[], more: Pick<Stage, "rollsBack"> = {}): Stage[] {
  return actions.length > 0 ? [{ name, actions, ...more }] : [];
}

function approval(environment: string): Stage {
  const CustomData = `Deploy commit #{${sourceNamespace}.CommitId} to ${environment}? All checks have passed: #{${sourceNamespace}.CommitMessage}`;
  return { name: "Approve", actions: [{ name: "approve", provider: "Manual", configuration: { CustomData } }] };
}
