import { ImageReplication } from "../../modules/images/image-replication";
import { ImageRepository } from "../../modules/images/image-repository";
import { modelServer, modelsOnPods } from "../../modules/models/model-service";
import type { LayerStack } from "../../platform/layer-stack";
import { Names } from "../../platform/names";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";

/**
 * What repositories are called after: in a recovery environment the primary, whose images they take copies of under the
 * same names.
 */
export function namesOfImages({ site, upstream }: Pick<ApplicationFoundation, "site" | "upstream">): Names {
  return upstream ? new Names(upstream.environment) : site.names;
}

/** Names of the images that are delivered: those of services, and the one that serves models in the cluster. */
export function imageNames({ application, ai }: ApplicationEnvironment): string[] {
  return [...Object.keys(application.services), ...(modelsOnPods(ai.models).length > 0 ? [modelServer] : [])];
}

/**
 * A repository for the images of each service. In a recovery environment they take copies of the primary's images.
 * @returns the repositories by service
 */
export function buildImages(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Readonly<Record<string, ImageRepository>> {
  const { site, environment, security, upstream } = foundation;
  const { images } = environment.application;
  const names = namesOfImages(foundation);
  const repositories = Object.fromEntries(
    imageNames(environment).map((service) => [
      service,
      new ImageRepository(stack, `image-${service}`, {
        site,
        repositoryName: names.of("ecr-repository", service),
        kmsKeyArn: security.artifactsKeyArn,
        retention: images,
      }),
    ]),
  );
  const targets = Object.values(repositories);
  // Without a repository to name, a rule would copy the whole registry.
  if (upstream && targets.length > 0) {
    const provider = stack.providerFor(upstream.environment.region);
    new ImageReplication(stack, "image-replication", { site, targets, provider });
  }
  return repositories;
}
