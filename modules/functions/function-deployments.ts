import { CodedeployApp } from "@cdktf/provider-aws/lib/codedeploy-app";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";

export interface FunctionDeploymentsProps {
  readonly site: Site;
  /** What kind of functions they are, as in "application"; in the plural the name of the application of CodeDeploy. @default "function" */
  readonly of?: string;
  /** ARNs of the functions whose aliases deployments move. */
  readonly functionArns: readonly string[];
}

/** Purpose in the name of the application of CodeDeploy. @param of what kind of functions it deploys */
export function deploymentsPurpose(of = "function"): string {
  return `${of}s`;
}

/** The CodeDeploy application of an environment's functions, and the role that moves their aliases. */
export class FunctionDeployments extends Construct {
  readonly applicationName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { site, of = "function", functionArns }: FunctionDeploymentsProps) {
    super(scope, id);
    const application = new CodedeployApp(this, "application", {
      name: site.names.of("codedeploy", deploymentsPurpose(of)),
      computePlatform: "Lambda",
    });
    // What AWS's managed policy for such a role allows, on these functions
    // (docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html).
    const role = new ServiceRole(this, "role", {
      site,
      purpose: `${of}-deployments`,
      description: `Deployments of ${of}s.`,
      service: "codedeploy.amazonaws.com",
      statements: [
        {
          sid: "MoveAliases",
          actions: ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
          resources: functionArns.flatMap((arn) => [arn, `${arn}:*`]),
        },
        { sid: "WatchAlarms", actions: "cloudwatch:DescribeAlarms", resources: "*" },
      ],
    });
    this.applicationName = application.name;
    this.roleArn = role.arn;
  }
}
