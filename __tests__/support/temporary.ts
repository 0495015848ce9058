import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A new folder. The caller removes it. */
export const newFolder = () => realpathSync(mkdtempSync(join(tmpdir(), "strata-test-")));

/** A new folder, removed when the test that asks for it is over. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new folder, removed when the suite that asks for it is over. */
export function suiteFolder(): string {
  const folder = newFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What the function makes of a new folder, which is removed when it returns. */
export function withFolder<T>(use: (folder: string) => T): T {
  const folder = newFolder();
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
