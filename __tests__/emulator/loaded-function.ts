import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import { strFromU8, unzipSync } from "fflate";
import { functionCode } from "../../platform/function-code";
import type { Bench } from "./harness";

/** What Lambda calls. */
export type Handler = (event: unknown, ...others: unknown[]) => Promise<unknown>;

/** The package of a function, unpacked and loaded as Lambda does it, anew for each instance. */
export async function loaded(bench: Bench, name: string, instance = 1): Promise<Handler> {
  const file = join(bench.folder, `${name}-${instance}.mjs`);
  writeFileSync(file, strFromU8(unzipSync(functionCode(name))["index.mjs"] ?? new Uint8Array()));
  const { handler } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly handler: Handler };
  return handler;
}

/** What Lambda tells a function of its run. */
export function contextOf(functionName: string): Context {
  return {
    functionName,
    functionVersion: "1",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}:live`,
    awsRequestId: "00000000-0000-4000-8000-000000000000",
    memoryLimitInMB: "512",
    getRemainingTimeInMillis: () => 30_000,
  } as Context;
}
