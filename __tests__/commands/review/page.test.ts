import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { htmlOf } from "../../../commands/review/html";
import { reviewOf } from "../../../commands/review/report";
import { reviewSchema } from "../../../commands/review/schema";
import { findChromium, open } from "../../site/chromium";
import { fakeStack } from "../../support/fake-stacks";
import { suiteFolder, temporaryFolder } from "../../support/temporary";

const browser = findChromium();
const ids = ["dev", "stage", "prod"].flatMap((name) => ["security", "data"].map((layer) => `${name}-${layer}`));
const place = { stack: "prod-data", environment: "prod", layer: "data", address: "aws_sqs_queue.work", path: "work" };
const policy = (Action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const attribute = { name: "policy", before: policy("sqs:SendMessage"), after: policy("sqs:*"), unknown: false };
const review = reviewOf({
  subject: { kind: "revision", ref: "main", commit: "0123456789abcdef" },
  stacks: ids.map((id) => fakeStack(id)),
  changes: [{ place, action: "update", attributes: [{ ...attribute, forcesReplacement: false }] }],
  dangers: [
    {
      kind: "access",
      ...{ environment: "prod", stack: "prod-data", address: "aws_sqs_queue.work" },
      text: "May do more",
      details: ["sqs:*"],
    },
  ],
  planned: ["prod-data"],
  disagreements: [{ place, planned: "replace", compared: "update", attributes: ["name"] }],
  errors: [],
});

it("is of the form that the schema documents", () => {
  expect(() => reviewSchema.parse(review)).not.toThrow();
});

it("asks for nothing else: no address, no import, no image", () => {
  expect(htmlOf(review)).not.toMatch(/https?:|\bsrc=|@import|url\(/);
});

describe.skipIf(browser === undefined)("in a browser", () => {
  const file = join(suiteFolder(), "review.html");

  /** The page as the browser made it, after a script of the test has run. */
  async function after(script: string): Promise<string> {
    writeFileSync(file, htmlOf(review).replace("</body>", `<script>${script}</script></body>`));
    const { stdout } = await execa(browser ?? "", [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      `--user-data-dir=${temporaryFolder()}`,
      "--dump-dom",
      pathToFileURL(file).href,
    ]);
    return stdout;
  }

  it.each([
    ["desktop, light", { width: 1280, height: 900, dark: false }],
    ["desktop, dark", { width: 1280, height: 900, dark: true }],
    ["phone, light", { width: 390, height: 844, dark: false }],
  ])("opens without a message in the console: %s", async (_, screen) => {
    writeFileSync(file, htmlOf(review));
    const { console, screenshot } = await open(browser ?? "", pathToFileURL(file).href, screen);
    expect(console).toEqual([]);
    expect(readFileSync(screenshot).subarray(1, 4).toString()).toBe("PNG");
  });

  it("filters by environment and text, and shows the text field when / is pressed", async () => {
    const page = await after(`
      document.querySelector('[data-filter="dev"]').click();
      dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
      document.title = [
        document.activeElement.id,
        document.querySelector("#prod-data").hidden,
        document.documentElement.scrollWidth <= innerWidth,
      ].join(" ");`);
    expect(page).toContain("<title>search true true</title>");
  });

  it("opens the section of a stack that the map leads to", async () => {
    const page = await after(`
      location.hash = "#prod-data";
      addEventListener("hashchange", () => { document.title = document.querySelector("#prod-data").open; });`);
    expect(page).toContain("<title>true</title>");
  });
});
