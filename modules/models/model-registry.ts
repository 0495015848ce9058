import { SagemakerModelPackageGroup } from "@cdktf/provider-aws/lib/sagemaker-model-package-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface ModelRegistryProps {
  readonly site: Site;
  /** Name of the model. */
  readonly model: string;
  /** What the model predicts, and for whom. */
  readonly description: string;
  /** Tags in addition to those of the provider. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The versions of a model: each with where it came from, what it scored, and whether it was approved. */
export class ModelRegistry extends Construct {
  readonly arn: string;
  readonly groupName: string;

  constructor(scope: Construct, id: string, { site, model, description, tags }: ModelRegistryProps) {
    super(scope, id);
    const group = new SagemakerModelPackageGroup(this, "group", {
      modelPackageGroupName: site.names.of("sagemaker", model),
      modelPackageGroupDescription: description,
      tags: { ...tags },
      // Another description would replace the group, and with it every version of the model.
      lifecycle: { ignoreChanges: ["model_package_group_description"] },
    });
    this.arn = group.arn;
    this.groupName = group.modelPackageGroupName;
  }
}
