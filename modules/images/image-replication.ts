import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { ImageRepository } from "./image-repository";

export interface ImageReplicationProps {
  /** Where the copies go. */
  readonly site: Site;
  /**
   * Repositories that take the copies, each from the one of its name. ECR would make those that are missing without the
   * key and with tags that move, so that they come first.
   */
  readonly targets: readonly ImageRepository[];
  /** Provider of the region that is copied from, in the same account. */
  readonly provider: TerraformProvider;
}

/**
 * Copies images to another region as they are pushed, from the side that receives: the state of the source does not know
 * it. A registry has one such configuration per account and region.
 */
export class ImageReplication extends Construct {
  constructor(scope: Construct, id: string, props: ImageReplicationProps) {
    super(scope, id);
    const { site, targets, provider } = props;
    new EcrReplicationConfiguration(this, "configuration", {
      provider,
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region: site.region, registryId: site.account }],
            repositoryFilter: targets.map(({ repositoryName: filter }) => ({ filter, filterType: "PREFIX_MATCH" })),
          },
        ],
      },
    });
  }
}
