import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { deny, exceptServices } from "../storage/bucket-denials";

export interface ImageRepositoryProps {
  readonly site: Site;
  /** Name of the repository. One that takes the copies of another region's has the name of that one. */
  readonly repositoryName: string;
  /** Key of the images. Cannot change later: ECR would need another repository. */
  readonly kmsKeyArn: string;
  readonly retention: ImageRetention;
}

export interface ImageRetention {
  /** Tagged images that are kept; older ones expire. */
  readonly keep: number;
  /** Days that an image without a tag is kept. */
  readonly untaggedDays: number;
}

/**
 * A repository of container images: a tag never moves to another image, every image is scanned when it is pushed, and
 * no other account pulls from it or pushes to it.
 */
export class ImageRepository extends Construct {
  readonly arn: string;
  /** Refers to the repository, so that what uses it comes after it. */
  readonly repositoryName: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const { site, kmsKeyArn, retention } = props;
    const repository = new EcrRepository(this, "repository", {
      name: props.repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
      forceDelete: !site.deletionProtection,
    });
    new EcrLifecyclePolicy(this, "lifecycle", { repository: repository.name, policy: lifecycle(retention) });
    new EcrRepositoryPolicy(this, "policy", {
      repository: repository.name,
      policy: policyDocument([
        deny("RefuseOtherAccounts", {
          actions: "ecr:*",
          conditions: { StringNotEquals: { "aws:PrincipalAccount": site.account }, ...exceptServices },
        }),
      ]),
    });
    this.arn = repository.arn;
    this.repositoryName = repository.name;
    this.url = repository.repositoryUrl;
  }
}

/** The rules of a lifecycle policy (docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html). */
function lifecycle({ keep, untaggedDays }: ImageRetention): string {
  const expire = { type: "expire" };
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Images without a tag, after ${untaggedDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedDays,
        },
        action: expire,
      },
      {
        rulePriority: 2,
        description: `All but the latest ${keep} images`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keep,
        },
        action: expire,
      },
    ],
  });
}
