import { functionArn } from "../../modules/functions/function-arn";
import { FunctionDeployments } from "../../modules/functions/function-deployments";
import { FunctionRelease, type Rollout } from "../../modules/functions/function-release";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { buildQueueTrigger } from "../../modules/functions/queue-trigger";
import { testKey, testSite } from "./site";
import { probe } from "./synthesis";

/** The stack of a function that a queue calls, with all that its deployments need. */
export const released = (rollout: Rollout = "canary-10-minutes") =>
  probe((stack) => {
    const site = testSite(stack);
    const greeter = new LambdaFunction(stack, "greeter", {
      site,
      purpose: "greeter",
      description: "Greets.",
      code: stack.asset("greeter.zip", new TextEncoder().encode("code")),
      settings: {
        timeoutSeconds: 10,
        versions: true,
        environment: { variables: { GREETING: "hello" }, kmsKeyArn: testKey("secrets") },
        placement: { subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: ["sg-a"] },
      },
      role: { purpose: "function-greeter", statements: [], tags: { "zone-raw": "write" } },
      queueKeyArn: testKey("streams"),
    });
    const deployments = new FunctionDeployments(stack, "deployments", {
      site,
      functionArns: [functionArn(site, "greeter")],
    });
    const release = new FunctionRelease(stack, "release", {
      site,
      purpose: "greeter",
      function: greeter,
      deployments,
      rollout,
    });
    buildQueueTrigger(stack, "trigger", {
      queueArn: "arn:aws:sqs:us-east-1:111122223333:greetings",
      aliasArn: release.aliasArn,
    });
  });
