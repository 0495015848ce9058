import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { KMSClient, ListResourceTagsCommand, paginateListKeys } from "@aws-sdk/client-kms";
import { execa } from "execa";
import { expect, it, onTestFinished } from "vitest";
import { type Bench, describeOnEmulator } from "./harness";

/** Key, alias, rotation; bucket, no public access, versions, encryption. */
const changeCount = 7;

/** Whether a request changes something: by its operation in KMS, by its method in S3. */
function changes({ headers, method }: IncomingMessage): boolean {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? /\.(Create|Enable|Put|Tag)/.test(target) : method === "PUT";
}

/** A way to the emulator on which the first change is made, and its answer never comes. */
async function lostAnswers(bench: Bench, onChange: () => void): Promise<string> {
  const { hostname, port } = new URL(bench.endpoint());
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const onward = forward({ hostname, port, method, path, headers }, (answer) => {
      if (changes(incoming)) {
        answer.resume().on("end", onChange);
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Names of the purposes of the keys in the emulator. */
async function keyPurposes(bench: Bench): Promise<(string | undefined)[]> {
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  const kms = new KMSClient({ region: "us-west-2", endpoint: bench.endpoint(), credentials });
  const purposes: (string | undefined)[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      purposes.push(...Tags.map(({ TagValue }) => TagValue));
    }
  }
  return purposes;
}

describeOnEmulator("bootstrap that is killed", (bench) => {
  it("after each change in turn, is completed by the next run: one key, and a bucket with every setting", async () => {
    let kill = () => {};
    const endpoint = await lostAnswers(bench, () => kill());
    let kills = 0;
    for (;;) {
      const run = execa(process.execPath, ["commands/launch.mjs", "bootstrap", "dr", "--emulator"], {
        env: { ...bench.env, STRATA_EMULATOR_ENDPOINT: endpoint },
        all: true,
        reject: false,
      });
      kill = () => run.kill("SIGKILL");
      const { signal, exitCode, all } = await run;
      if (signal === undefined) {
        expect(exitCode, all).toBe(0);
        expect(all).toContain("(alias/strata-state): unchanged");
        expect(all).toContain("in us-west-2: unchanged");
        break;
      }
      kills++;
      // A run that does not continue what the one before began changes the same again.
      expect(kills, all).toBeLessThanOrEqual(changeCount);
    }
    expect(kills).toBe(changeCount);
    expect(await keyPurposes(bench)).toEqual(["alias/strata-state"]);
  });
});
