import type { PolicyStatement } from "../identity/policy-document";
import { liveAlias } from "./function-arn";

/**
 * Invokes a function, and any of its versions and aliases.
 * @param what what is invoked, in Pascal case, as in "Greeter"; part of the sid
 */
export function invokeFunction(what: string, functionArn: string): PolicyStatement {
  return { sid: `Invoke${what}`, actions: "lambda:InvokeFunction", resources: [functionArn, `${functionArn}:*`] };
}

/**
 * Invokes the version of a function that is live, and no other.
 * @param what what is invoked, in Pascal case, as in "DocumentsApi"; part of the sid
 */
export function invokeLive(what: string, functionArn: string): PolicyStatement {
  return { sid: `Invoke${what}`, actions: "lambda:InvokeFunction", resources: `${functionArn}:${liveAlias}` };
}
