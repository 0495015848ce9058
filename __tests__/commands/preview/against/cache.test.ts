import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { cached, cacheFolder } from "../../../../commands/preview/against/cache";
import { temporaryFolder } from "../../../support/temporary";

const fillWith = (text: string) => async (draft: string) => writeFileSync(join(draft, "file"), text);

describe.skipIf(process.platform !== "linux")("cached", () => {
  beforeEach(() => {
    vi.stubEnv("XDG_CACHE_HOME", temporaryFolder());
    return () => vi.unstubAllEnvs();
  });

  it("fills a folder once", async () => {
    await cached("kind", "name", fillWith("first"));
    const folder = await cached("kind", "name", fillWith("second"));
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("first");
  });

  it("leaves nothing behind where filling fails, and fills again the next time", async () => {
    const failing = async (draft: string) => {
      writeFileSync(join(draft, "file"), "half");
      throw new Error("no space left");
    };
    await expect(cached("kind", "name", failing)).rejects.toThrow("no space left");
    expect(readdirSync(cacheFolder("kind"))).toEqual([]);
    const folder = await cached("kind", "name", fillWith("whole"));
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("whole");
  });

  it("takes what another program filled in the meantime", async () => {
    const late = async (draft: string) => {
      await cached("kind", "name", fillWith("theirs"));
      await fillWith("ours")(draft);
    };
    const folder = await cached("kind", "name", late);
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("theirs");
    expect(readdirSync(cacheFolder("kind"))).toEqual(["name"]);
  });

  it("keeps the 20 that were used last, and no draft of a killed program", async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    for (let day = 1; day <= 25; day++) {
      const folder = join(cacheFolder("kind"), `entry-${day}`);
      mkdirSync(folder, { recursive: true });
      utimesSync(folder, daysAgo(day), daysAgo(day));
    }
    const draft = join(cacheFolder("kind"), ".draft-elsewhere-1-abcdef");
    mkdirSync(draft);
    utimesSync(draft, daysAgo(2), daysAgo(2));
    await cached("kind", "new", fillWith("text"));
    const names = readdirSync(cacheFolder("kind"));
    expect(names).toHaveLength(20);
    expect(names).toContain("entry-1");
    expect(names).not.toContain("entry-20");
    expect(existsSync(draft)).toBe(false);
  });

  it("removes the draft of a program that was killed at the next run, and of none that still works", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const draftOf = (process: number) => join(cacheFolder("kind"), `.draft-${hostname()}-${process}-abcdef`);
    for (const process of [pid, globalThis.process.ppid]) mkdirSync(draftOf(process), { recursive: true });
    await cached("kind", "new", fillWith("text"));
    expect(existsSync(draftOf(pid))).toBe(false);
    expect(existsSync(draftOf(process.ppid))).toBe(true);
  });
});
