import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CodedeployDeploymentGroup } from "@cdktf/provider-aws/lib/codedeploy-deployment-group";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { liveAlias } from "./function-arn";
import type { FunctionDeployments } from "./function-deployments";
import type { LambdaFunction } from "./lambda-function";

/**
 * How traffic moves to a new version, with the deployment configuration of CodeDeploy that does it
 * (docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html).
 */
export const rollouts = {
  "all-at-once": "CodeDeployDefault.LambdaAllAtOnce",
  "canary-5-minutes": "CodeDeployDefault.LambdaCanary10Percent5Minutes",
  "canary-10-minutes": "CodeDeployDefault.LambdaCanary10Percent10Minutes",
  "canary-15-minutes": "CodeDeployDefault.LambdaCanary10Percent15Minutes",
  "canary-30-minutes": "CodeDeployDefault.LambdaCanary10Percent30Minutes",
} as const;

export type Rollout = keyof typeof rollouts;

export interface FunctionReleaseProps {
  readonly site: Site;
  /** What the function does; part of the names. */
  readonly purpose: string;
  /** A function with versions. */
  readonly function: LambdaFunction;
  readonly deployments: FunctionDeployments;
  readonly rollout: Rollout;
}

/**
 * The live version of a function, and how it becomes another one. Terraform points the alias to the first version and
 * then leaves it alone: a deployment moves it, and moves it back when the new version fails.
 */
export class FunctionRelease extends Construct {
  readonly aliasArn: string;
  /** What API Gateway calls. */
  readonly invokeArn: string;
  readonly deploymentGroupName: string;

  constructor(scope: Construct, id: string, props: FunctionReleaseProps) {
    super(scope, id);
    const { site, purpose, deployments } = props;
    const { functionName, version } = props.function;
    const alias = new LambdaAlias(this, "alias", {
      name: liveAlias,
      description: "The version that callers get. Deployments move it.",
      functionName,
      functionVersion: version,
      lifecycle: { ignoreChanges: ["function_version", "routing_config"] },
    });
    const ofAlias = { FunctionName: functionName, Resource: `${functionName}:${liveAlias}` };
    const alarm = (metricName: string, alarmDescription: string, dimensions: Record<string, string>) =>
      new CloudwatchMetricAlarm(this, metricName.toLowerCase(), {
        alarmName: site.names.of("alarm", `${purpose}-${metricName.toLowerCase()}`),
        alarmDescription,
        namespace: "AWS/Lambda",
        metricName,
        dimensions,
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
      });
    const alarms = [
      // Lambda counts by version while the alias has two: errors of the old version do not stop its successor.
      alarm("Errors", `The newest version of ${purpose} fails while it takes over.`, {
        ...ofAlias,
        ExecutedVersion: version,
      }),
      alarm("Throttles", `Lambda turns away calls of ${purpose}.`, ofAlias),
    ];
    const group = new CodedeployDeploymentGroup(this, "deployment-group", {
      appName: deployments.applicationName,
      deploymentGroupName: site.names.of("codedeploy", purpose),
      serviceRoleArn: deployments.roleArn,
      deploymentConfigName: rollouts[props.rollout],
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      alarmConfiguration: { enabled: true, alarms: alarms.map(({ alarmName }) => alarmName) },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
    });
    this.aliasArn = alias.arn;
    this.invokeArn = alias.invokeArn;
    this.deploymentGroupName = group.deploymentGroupName;
  }
}
