import { Macie2Account } from "@cdktf/provider-aws/lib/macie2-account";
import { Macie2ClassificationJob } from "@cdktf/provider-aws/lib/macie2-classification-job";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface SensitiveDataDiscoveryProps {
  readonly site: Site;
  /** How often findings are published. */
  readonly findingFrequency: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS";
  /** Beginning of the names of the buckets that are searched. */
  readonly bucketPrefix: string;
}

/** Amazon Macie, searching a sample of the lake for personal data every week. One per region. */
export class SensitiveDataDiscovery extends Construct {
  constructor(scope: Construct, id: string, props: SensitiveDataDiscoveryProps) {
    super(scope, id);
    const macie = new Macie2Account(this, "account", {
      status: "ENABLED",
      findingPublishingFrequency: props.findingFrequency,
    });
    new Macie2ClassificationJob(this, "classification-job", {
      name: props.site.names.of("macie-job", "lake"),
      jobType: "SCHEDULED",
      scheduleFrequency: { weeklySchedule: "SUNDAY" },
      samplingPercentage: 10,
      s3JobDefinition: {
        // By name and not by bucket: zones that come later are searched too.
        bucketCriteria: {
          includes: {
            and: [
              { simpleCriterion: { key: "S3_BUCKET_NAME", comparator: "STARTS_WITH", values: [props.bucketPrefix] } },
            ],
          },
        },
      },
      dependsOn: [macie],
    });
  }
}
