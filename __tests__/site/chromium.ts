import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { temporaryFolder } from "../support/temporary";

/** Where distributions put the browser. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser; undefined, said loudly, where there is none. */
export function findChromium(): string | undefined {
  const found = [process.env.STRATA_CHROMIUM ?? "", ...places].find((file) => existsSync(file));
  if (found === undefined)
    console.warn("SKIPPED, this needs Chromium: apt-get install chromium, or set STRATA_CHROMIUM.");
  return found;
}

/** What a browser made of a page. */
export interface Seen {
  /** What it wrote to its console: errors, refusals of the policy, warnings. */
  readonly console: readonly string[];
  /** PNG file. */
  readonly screenshot: string;
}

/** Opens a page without a window, and takes a picture. @param screenshot where to; a file that is gone after the test when absent */
export async function open(
  browser: string,
  url: string,
  { width, height, dark }: { readonly width: number; readonly height: number; readonly dark: boolean },
  screenshot: string = join(temporaryFolder(), "page.png"),
): Promise<Seen> {
  const { stderr } = await execa(browser, [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    `--user-data-dir=${temporaryFolder()}`,
    `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
    `--window-size=${width},${height}`,
    `--screenshot=${screenshot}`,
    "--enable-logging=stderr",
    url,
  ]);
  const console = stderr.split("\n").filter((line) => line.includes("CONSOLE"));
  return { console, screenshot };
}
