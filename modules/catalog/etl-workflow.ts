import { GlueTrigger } from "@cdktf/provider-aws/lib/glue-trigger";
import { GlueWorkflow } from "@cdktf/provider-aws/lib/glue-workflow";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface EtlWorkflowProps {
  readonly site: Site;
  readonly jobName: string;
  /** Crawler that follows the job. */
  readonly crawlerName: string;
  /** When the job starts, as in "cron(0 2 * * ? *)", in UTC. */
  readonly schedule: string;
  /** Whether it starts at all. @default true */
  readonly enabled?: boolean;
}

/** The job on its schedule, and the crawler of what it wrote once it has succeeded. */
export class EtlWorkflow extends Construct {
  readonly workflowName: string;

  constructor(scope: Construct, id: string, props: EtlWorkflowProps) {
    super(scope, id);
    const { site, jobName, crawlerName, enabled = true } = props;
    const workflow = new GlueWorkflow(this, "workflow", {
      name: site.names.of("glue", "etl"),
      description: "Raw zone to processed zone, then its tables.",
      maxConcurrentRuns: 1,
    });
    new GlueTrigger(this, "start", {
      name: site.names.of("glue", "etl-start"),
      description: "Starts the job.",
      workflowName: workflow.name,
      type: "SCHEDULED",
      schedule: props.schedule,
      enabled,
      actions: [{ jobName }],
      // One that rests is started on the day of a failover, and the next plan leaves it so.
      lifecycle: enabled ? undefined : { ignoreChanges: ["enabled"] },
    });
    new GlueTrigger(this, "crawl", {
      name: site.names.of("glue", "etl-crawl"),
      description: "Crawls what the job wrote.",
      workflowName: workflow.name,
      type: "CONDITIONAL",
      // Also where nothing starts by itself: a run that is started by hand is followed by a crawl as well.
      enabled: true,
      predicate: { conditions: [{ jobName, logicalOperator: "EQUALS", state: "SUCCEEDED" }] },
      actions: [{ crawlerName }],
    });
    this.workflowName = workflow.name;
  }
}
