import { ApiGatewayAccount } from "@cdktf/provider-aws/lib/api-gateway-account";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";

/**
 * Lets API Gateway write logs of REST APIs: a setting that an account has once in each region. Without it no stage with
 * logs can be created. It stays when it is destroyed: other APIs of the account may need it.
 */
export class ApiLogging extends Construct {
  readonly account: ApiGatewayAccount;

  constructor(scope: Construct, id: string, site: Site) {
    super(scope, id);
    const role = new ServiceRole(this, "role", {
      site,
      purpose: "api-logs",
      description: "API Gateway writes logs of REST APIs.",
      service: "apigateway.amazonaws.com",
      statements: [
        {
          sid: "WriteLogs",
          // What API Gateway looks for in the role (apigateway/latest/developerguide/set-up-logging.html).
          actions: [
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "logs:PutLogEvents",
          ],
          resources: `arn:aws:logs:${site.region}:${site.account}:log-group:*`,
        },
      ],
    });
    this.account = new ApiGatewayAccount(this, "account", {
      cloudwatchRoleArn: role.arn,
      dependsOn: [role.policy],
    });
  }
}
