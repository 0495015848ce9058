import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface RestoreTestProps {
  readonly site: Site;
  /** What it tests, as in "standard"; part of its name, with underscores for hyphens. */
  readonly purpose: string;
  /** As in "cron(0 11 ? * SUN *)", in UTC. */
  readonly schedule: string;
  readonly vaultArn: string;
  /** Role that restores. */
  readonly roleArn: string;
  /** Tags of the resources whose recovery points are restored. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Kinds of resources that are restored, as AWS Backup calls them, by the last part of the names of their selections. */
const types = { aurora: "Aurora", dynamodb: "DynamoDB", s3: "S3" } as const;

/** Days that a recovery point may be old, and hours until what was restored is deleted again. */
const selectionDays = 7;
const validationHours = 4;

/** Restores recovery points from time to time, measures how long that takes, and deletes what came of it. */
export class RestoreTest extends Construct {
  constructor(scope: Construct, id: string, props: RestoreTestProps) {
    super(scope, id);
    const { site, purpose, tags } = props;
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      name: site.names.of("restore-test", purpose),
      scheduleExpression: props.schedule,
      startWindowHours: 4,
      recoveryPointSelection: [
        {
          algorithm: "RANDOM_WITHIN_WINDOW",
          includeVaults: [props.vaultArn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: selectionDays,
        },
      ],
    });
    for (const [name, protectedResourceType] of Object.entries(types)) {
      new BackupRestoreTestingSelection(this, name, {
        name: site.names.of("restore-test", `${purpose}-${name}`),
        restoreTestingPlanName: plan.name,
        protectedResourceType,
        protectedResourceConditions: [
          { stringEquals: Object.entries(tags).map(([key, value]) => ({ key: `aws:ResourceTag/${key}`, value })) },
        ],
        iamRoleArn: props.roleArn,
        validationWindowHours: validationHours,
      });
    }
  }
}
