import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findOrInstall } from "../../../commands/emulator/install";
import { emulatorOf } from "./fake-emulator";

const emulator = emulatorOf({
  install: { package: "fake[server]==1.2.3", python: ">=3.10", costs: "about a second" },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-install-"));
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
  vi.stubEnv("PATH", `${folder}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A Python that makes virtual environments with a pip that installs as `pip` says. */
function python(version: string, pip: string): void {
  const inside = `#!/bin/sh\n${pip}\n`;
  writeFileSync(
    join(folder, "python3"),
    `#!/bin/sh
[ "$1" = --version ] && { echo "Python ${version}"; exit; }
echo made >> ${join(folder, "made")}
mkdir -p "$3/bin" && cat > "$3/bin/python" <<'INSIDE'
${inside}INSIDE
chmod +x "$3/bin/python"
`,
  );
  chmodSync(join(folder, "python3"), 0o755);
}
const working =
  'echo "Collecting fake"; touch "$(dirname "$0")/fake-emulator"; chmod +x "$(dirname "$0")/fake-emulator"';

// Elsewhere no variable moves the cache folder.
describe.skipIf(process.platform !== "linux")("findOrInstall", () => {
  it("installs once into a cache folder named by the version, with progress", async () => {
    python("3.12.1", working);
    const notes: string[] = [];
    const program = await findOrInstall(emulator, (text) => notes.push(text));
    expect(program).toBe(join(folder, "cache", "strata", "fake-1.2.3", "bin", "fake-emulator"));
    expect(notes[0]).toMatch(/^Installing fake\[server\]==1\.2\.3 into .*about a second/);
    expect(notes).toContain("Collecting fake");
    rmSync(join(folder, "made"));
    expect(await findOrInstall(emulator, () => {})).toBe(program);
    expect(existsSync(join(folder, "made"))).toBe(false);
  });

  it("starts again where an installation was cut short", async () => {
    python("3.12.1", working);
    const program = await findOrInstall(emulator, () => {});
    rmSync(join(folder, "cache", "strata", "fake-1.2.3", "installed"));
    rmSync(join(folder, "made"));
    expect(await findOrInstall(emulator, () => {})).toBe(program);
    expect(existsSync(join(folder, "made"))).toBe(true);
  });

  it("shows what pip said when it fails, and the way out", async () => {
    python("3.12.1", 'echo "ERROR: No matching distribution found for fake" >&2; exit 1');
    await expect(findOrInstall(emulator, () => {})).rejects.toThrow(
      /could not be installed.*No matching distribution.*python3-venv.*STRATA_EMULATOR_ENDPOINT/s,
    );
  });

  it("names the Python that is too old", async () => {
    python("3.8.2", working);
    await expect(findOrInstall(emulator, () => {})).rejects.toThrow(/no Python >=3\.10 .*python3 is 3\.8\.2/s);
  });
});
