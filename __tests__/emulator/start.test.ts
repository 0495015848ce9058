import { expect, it } from "vitest";
import { canApply, canApplySoon, selectResources } from "../../commands/emulator/applicable";
import { loadEmulator } from "../../commands/emulator/definition";
import { readStacks } from "../../commands/stacks";
import { describeOnEmulator } from "./harness";
import { addressesOf, takeSnapshot } from "./residue";

describeOnEmulator("npm start", (bench) => {
  const emulator = loadEmulator();

  it("applies what takes no long wait, and lists the rest with the reason", async () => {
    const { output, exitCode } = await bench.strata("start");
    expect(exitCode, output).toBe(0);

    const dev = readStacks(bench.synthesized).filter(({ environment }) => environment === "dev");
    const states = await takeSnapshot(
      bench,
      dev.map(({ id }) => id),
    );
    for (const { id, json } of dev) {
      const { resources, skipped } = selectResources(json, canApplySoon(emulator));
      expect(addressesOf(states.get(id) ?? ""), id).toEqual([...resources].sort());
      for (const { address, reason } of skipped) expect(output).toContain(`${address}: ${reason}`);
    }
    const leftOut = dev.flatMap(({ json }) => {
      const soon = selectResources(json, canApplySoon(emulator)).resources;
      return selectResources(json, canApply(emulator)).resources.filter((address) => !soon.includes(address));
    });
    expect(leftOut).not.toEqual([]);
    expect(output).toMatch(/`npm start -- --full` applies them too, and takes about \d/);
  });
});
