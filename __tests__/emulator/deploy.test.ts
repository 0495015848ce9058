import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { canApply, canApplySoon, selectResources } from "../../commands/emulator/applicable";
import { loadEmulator } from "../../commands/emulator/definition";
import { readStacks } from "../../commands/stacks";
import type { Stack } from "../../synthesized/stack";
import { describeOnEmulator } from "./harness";
import { addressesOf, bucketNames, type Snapshot, takeSnapshot, whatIsLeft, workingFile } from "./residue";

describeOnEmulator("dev on the emulator", (bench) => {
  const dev = (): Stack[] => readStacks(bench.synthesized).filter(({ environment }) => environment === "dev");
  const selection = (stack: Stack) => selectResources(stack.json, canApply(loadEmulator()));
  let deployed: Snapshot;

  it("applies what takes no long wait at first, and lists the rest with the reason", async () => {
    const { output, exitCode } = await bench.strata("start");
    expect(exitCode, output).toBe(0);

    const emulator = loadEmulator();
    const states = await takeSnapshot(
      bench,
      dev().map(({ id }) => id),
    );
    for (const { id, json } of dev()) {
      const { resources, skipped } = selectResources(json, canApplySoon(emulator));
      expect(addressesOf(states.get(id) ?? ""), id).toEqual([...resources].sort());
      for (const { address, reason } of skipped) expect(output).toContain(`${address}: ${reason}`);
    }
    const leftOut = dev().flatMap((stack) => {
      const soon = selectResources(stack.json, canApplySoon(emulator)).resources;
      return selection(stack).resources.filter((address) => !soon.includes(address));
    });
    expect(leftOut).not.toEqual([]);
    expect(output).toMatch(/`npm start -- --full` applies them too, and takes up to \d/);
  });

  it("deploys every stack in full after that; the second plan of each holds nothing but the known differences", async () => {
    // What npm start -- --full runs; the emulator was there before, so it stays.
    const { output, exitCode } = await bench.strata("start", "--full");
    expect(exitCode, output).toBe(0);
    expect(output).toContain(`${dev().length} of ${dev().length} stacks deployed`);
    expect(output).toContain(`ran already at ${bench.endpoint()}`);
    for (const stack of dev()) {
      expect(output).toMatch(
        new RegExp(`${stack.id} +${selection(stack).resources.length} resources applied.*; state s3://`),
      );
    }
    // Left out and said so: by name, each with its reason.
    for (const stack of dev()) {
      for (const { address, reason } of selection(stack).skipped) expect(output).toContain(`${address}: ${reason}`);
    }
  });

  it("has applied all that the emulator can, and nothing else", async () => {
    deployed = await takeSnapshot(
      bench,
      dev().map(({ id }) => id),
    );
    for (const stack of dev()) {
      expect(addressesOf(deployed.get(stack.id) ?? ""), stack.id).toEqual([...selection(stack).resources].sort());
    }
  });

  it("has worked on the very bytes that AWS would get, with the emulator's settings next to them", () => {
    for (const { id, folder } of dev()) {
      expect(workingFile(bench, id, "cdk.tf.json").equals(readFileSync(join(folder, "cdk.tf.json")))).toBe(true);
      expect(readFileSync(join(folder, "cdk.tf.json"), "utf8")).not.toMatch(/s3_use_path_style|127\.0\.0\.1|testing/);
    }
  });

  it("plans and applies nothing again, except that what was taken out of the configuration goes", async () => {
    const file = join(bench.synthesized, "stacks", "dev-security", "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as { resource: Record<string, unknown> };
    delete json.resource.aws_iam_account_password_policy;
    writeFileSync(file, JSON.stringify(json));

    const planned = await bench.strata("plan", "dev-*", "--emulator", "--skip-synth");
    expect(planned.exitCode, planned.output).toBe(0);
    for (const { id } of dev()) {
      const expected = id === "dev-security" ? "1 to destroy" : "as last deployed, not planned";
      expect(planned.output).toMatch(new RegExp(`^${id} +done: ${expected}`, "m"));
    }

    const two = ["dev-security", "dev-application"];
    const { output, exitCode } = await bench.strata("deploy", ...two, "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/^dev-security +done: \+0 ~\d+ -1/m);
    expect(output).toMatch(/^dev-application +done: \+0 ~0 -0/m);
  });

  it("destroys everything: the provider finds none of it any more", async () => {
    // The check itself can fail: now, everything is there.
    const application = new Map([["dev-application", deployed.get("dev-application") ?? ""]]);
    expect(await whatIsLeft(bench, application)).not.toEqual([]);

    const { output, exitCode } = await bench.strata("destroy", "dev-*", "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(await whatIsLeft(bench, deployed)).toEqual([]);
    const states = dev().map(
      ({ json }) => (json.terraform as { backend: { s3: { bucket: string } } }).backend.s3.bucket,
    );
    expect(await bucketNames(bench)).toEqual([...new Set(states)]);
  });
});
