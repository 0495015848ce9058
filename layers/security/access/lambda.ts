import { eventsTag } from "../../../modules/functions/function-tags";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { useKeys } from "./kms";
import type { Reach } from "./reach";
import { service } from "./service";

/** Condition keys of resources with these tags. */
function whenTagged(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/**
 * Lambda. A person who has a secret rotated calls its function, which does only what Secrets Manager asks of it. The apply
 * that changes the users of a database or the topics of serverless brokers calls the function that creates them.
 */
export const lambda = service({
  prefix: "lambda",
  resources: {
    /** CloudWatch Synthetics creates the functions of canaries on behalf of the principal that creates a canary. */
    canary: "function:cwsyn-{name}-*",
    eventSource: "event-source-mapping:*",
    function: "function:{name}-*",
    layer: "layer:{name}-*",
    rotation: "function:{name}-rotate-*",
    topics: "function:{name}-topics-*",
    users: "function:{name}-users-*",
  },
  read: ["Get*", "List*"],
  change: {
    policy: "applications",
    on: ["canary", "eventSource", "function", "layer"],
    unbound: ["CreateEventSourceMapping"],
  },
  work: {
    develop: [
      {
        sid: "UpdateFunctions",
        actions: ["GetFunction", "InvokeFunction", "PublishVersion", "UpdateAlias", "UpdateFunctionCode"],
        on: ["function"],
        // Other layers have functions too, whose roles read passwords: with their code, a developer would.
        conditions: { StringEquals: { "aws:ResourceTag/layer": "application" } },
      },
    ],
    // An event that a function could not handle reaches it again by a call. Other functions believe their callers who is
    // asking: a principal that may invoke them can see data of other users.
    redrive: [
      {
        sid: "InvokeAgain",
        actions: ["InvokeFunction"],
        on: ["function"],
        conditions: { StringEquals: { "aws:ResourceTag/layer": "application", ...whenTagged(eventsTag) } },
      },
    ],
    operate: [{ sid: "ScaleFunctions", actions: ["PutFunctionConcurrency"], on: ["function"] }],
  },
});

/** Lambda shows environment variables to those who may decrypt them; without them, a plan would set them again. */
export function readVariables(reach: Reach): PolicyStatement {
  return { ...useKeys(reach, ["secrets"], "lambda", ["kms:Decrypt"]), sid: "DecryptVariables" };
}
