import { ImageReplication } from "../../modules/images/image-replication";
import { ImageRepository } from "../../modules/images/image-repository";
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

/**
 * A repository for the images of each service. In a recovery environment they take copies of the primary's images.
 * @returns the repositories by service
 */
export function buildImages(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Readonly<Record<string, ImageRepository>> {
  const { site, environment, security, upstream } = foundation;
  const { services, images } = environment.application;
  const names = namesOfImages(foundation);
  const repositories = Object.fromEntries(
    Object.keys(services).map((service) => [
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
