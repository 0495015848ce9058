import type { Action, Stage } from "../../modules/delivery/actions";
import type { BuildProject } from "../../modules/delivery/build-project";
import { sourceArtifact, sourceNamespace } from "../../modules/delivery/pipeline";
import type { ApplicationEnvironment } from "./config";
import type { DeliveryProjects } from "./delivery-projects";
import { architecturesOf, imagesStep } from "./delivery-steps";

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
export function stagesOf(environment: ApplicationEnvironment, projects: DeliveryProjects): Stage[] {
  const architectures = architecturesOf(environment);
  const step = (name: string, build: Build = {}) => {
    const project = projects[name];
    return project ? [run(name, project, build)] : [];
  };
  const deployments = [
    ...step("cluster", { inputs: [release], order: 1 }),
    ...step("services", { inputs: [release, ...architectures.map(imagesOf)], order: 2 }),
    ...step("functions", { inputs: [release], order: 3 }),
    ...step("knowledge", { order: 4 }),
    ...step("applications", { inputs: [release], order: 5 }),
    ...step("smoke", { order: 6 }),
  ];
  const images = architectures.flatMap((architecture) =>
    step(imagesStep(architecture), { outputs: [imagesOf(architecture)] }),
  );
  const approves = environment.application.delivery.approval === "manual" && deployments.length > 0;
  return [
    { name: "Check", actions: [...step("test", { outputs: [release] }), ...step("scan")] },
    ...stage("Images", images),
    ...(approves ? [approval(environment.name)] : []),
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
