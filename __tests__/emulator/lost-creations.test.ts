import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KMSClient, ListResourceTagsCommand, paginateListKeys } from "@aws-sdk/client-kms";
import { expect, it } from "vitest";
import { type Bench, describeOnEmulator } from "./harness";
import { addressesOf, takeSnapshot } from "./residue";
import { describeApplied, readApplied, untilApplied } from "./underway";

/** Names of the keys of the platform in the emulator, sorted. */
async function keyNames(bench: Bench): Promise<string[]> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const kms = new KMSClient({ region: "us-east-1", endpoint: bench.endpoint(), credentials });
  const names: string[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      names.push(...Tags.flatMap(({ TagKey, TagValue = "" }) => (TagKey === "Name" ? [TagValue] : [])));
    }
  }
  return names.sort();
}

describeOnEmulator("a deploy that is killed while it creates keys", (bench) => {
  const isKey = (address: string) => address.startsWith("aws_kms_key.");

  it("leaves no key behind: the next deploy finds them by their tags, and imports them", async () => {
    const first = bench.start("deploy", "dev-security", "--emulator");
    // The provider waits until a new key is known everywhere, and until then Terraform does not know its id.
    await untilApplied(bench, "dev-security", first, ({ underWay }) => underWay.some(isKey));
    while ((await keyNames(bench)).length === 0) {
      expect([...readApplied(bench, "dev-security").finished.keys()].filter(isKey)).toEqual([]);
    }
    first.kill("SIGKILL");
    const notes = join(bench.stackFolder("dev-security"), "runs", "process.json");
    process.kill((JSON.parse(readFileSync(notes, "utf8")) as { pid: number }).pid, "SIGKILL");
    await first;
    const killed = readApplied(bench, "dev-security");
    const lost = await keyNames(bench);
    expect(lost.length).toBeGreaterThan(0);

    const locked = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    const [, ...unlock] =
      /npx strata (unlock dev-security \S+ --emulator)/.exec(locked.output)?.[0].split(" ").slice(1) ?? [];
    if (unlock.length > 0) await bench.strata(...unlock);
    const again = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    const explanation = again.exitCode === 0 ? "" : describeApplied(bench, killed);
    expect(again.exitCode, `${again.output}\n${explanation}`).toBe(0);
    expect(again.output).toMatch(/aws_kms_key\.\w+: found \S+ by its tags, which no state knows: it is imported/);

    const [state = ""] = (await takeSnapshot(bench, ["dev-security"])).values();
    const names = await keyNames(bench);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(expect.arrayContaining(lost));
    expect(names).toHaveLength(addressesOf(state).filter(isKey).length);
  });
});
