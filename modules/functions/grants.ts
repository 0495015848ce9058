import type { PolicyStatement } from "../identity/policy-document";

/**
 * Invokes a function, and any of its versions and aliases.
 * @param what what is invoked, in Pascal case, as in "Greeter"; part of the sid
 */
export function invokeFunction(what: string, functionArn: string): PolicyStatement {
  return { sid: `Invoke${what}`, actions: "lambda:InvokeFunction", resources: [functionArn, `${functionArn}:*`] };
}
