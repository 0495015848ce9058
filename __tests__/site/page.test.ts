import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedFiles } from "../../modules/cdn/pages";
import { pageFiles } from "../../platform/site-files";
import { wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";
import { findChromium, open } from "./chromium";

const files = publishedFiles(pageFiles());
const byKey = new Map(files.map((file) => [file.key, file]));

interface SecurityHeaders {
  readonly content_security_policy: { readonly content_security_policy: string };
  readonly strict_transport_security: { readonly access_control_max_age_sec: number };
  readonly frame_options: { readonly frame_option: string };
  readonly referrer_policy: { readonly referrer_policy: string };
}

/** The headers that CloudFront adds, as the stack says them. */
function headers(): Record<string, string> {
  const stack = wholePlatform()["prod-presentation"] ?? expect.fail("no presentation layer of prod");
  const policy = at(stack, "aws_cloudfront_response_headers_policy.headers_pages");
  const config = policy.security_headers_config as SecurityHeaders;
  return {
    "content-security-policy": config.content_security_policy.content_security_policy,
    "strict-transport-security": `max-age=${config.strict_transport_security.access_control_max_age_sec}; includeSubDomains`,
    "x-content-type-options": "nosniff",
    "x-frame-options": config.frame_options.frame_option,
    "referrer-policy": config.referrer_policy.referrer_policy,
  };
}

const asked: string[] = [];
let server: Server;
let address = "";

// Building the stacks takes longer than a hook may.
const added = headers();

beforeAll(async () => {
  server = createServer(({ url = "/" }, response) => {
    asked.push(url);
    const file = byKey.get(url === "/" ? "index.html" : url.slice(1));
    const { content, contentType, cacheControl } = file ?? byKey.get("404.html") ?? expect.fail("no 404.html");
    response.writeHead(file ? 200 : 404, { ...added, "content-type": contentType, "cache-control": cacheControl });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe("what is published", () => {
  test("has a name for each content: pages refer to no other", () => {
    const page = byKey.get("index.html")?.content.toString() ?? "";
    const used = [...page.matchAll(/\/(assets\/[^"]+)/g)].map(([, key]) => key);
    expect(used.length).toBeGreaterThan(0);
    for (const key of used) {
      expect(byKey.get(`${key}`)?.cacheControl).toContain("immutable");
      expect(key).toMatch(/\.[0-9a-f]{12}\.\w+$/);
    }
    expect(byKey.get("index.html")?.cacheControl).toContain("must-revalidate");
  });

  test("makes no third-party request, and runs no script", () => {
    for (const { key, content } of files.filter((file) => /\.(html|css)$/.test(file.key))) {
      expect(content.toString(), key).not.toMatch(/(?:src|href|url\()=?["']?(?:https?:)?\/\//);
      expect(content.toString(), key).not.toMatch(/<script|style=|onclick=/);
    }
  });

  test("changes its name with its content, and with nothing else", () => {
    const css = { "assets/site.css": Buffer.from("a{}"), "index.html": Buffer.from('<link href="/assets/site.css">') };
    const [first] = publishedFiles(css);
    expect(publishedFiles(css)[0]).toEqual(first);
    expect(publishedFiles({ ...css, "assets/site.css": Buffer.from("b{}") })[0]?.key).not.toBe(first?.key);
    expect(() => publishedFiles({ "index.html": css["index.html"] })).toThrow("refers to assets/site.css");
  });
});

const chromium = findChromium();

describe.skipIf(chromium === undefined)("in a browser", () => {
  test.each([
    ["a phone", { width: 390, height: 844, dark: false }],
    ["a phone at night", { width: 390, height: 844, dark: true }],
    ["a desk", { width: 1440, height: 900, dark: false }],
    ["a desk at night", { width: 1440, height: 900, dark: true }],
  ])("the start page opens on %s without an error", async (what, size) => {
    const kept = process.env.STRATA_SCREENSHOTS && `${process.env.STRATA_SCREENSHOTS}/${what.replaceAll(" ", "-")}.png`;
    const { console, screenshot } = await open(chromium ?? "", `${address}/`, size, kept);
    expect(console).toEqual([]);
    expect(readFileSync(screenshot).length).toBeGreaterThan(10_000);
    expect(asked).toEqual(expect.arrayContaining(["/", expect.stringMatching(/^\/assets\/site\./)]));
  });

  test.each([
    ["a phone", { width: 390, height: 844, dark: true }],
    ["a desk", { width: 1440, height: 900, dark: false }],
  ])("what is not there says so on %s, and the browser minds nothing but that", async (what, size) => {
    const folder = process.env.STRATA_SCREENSHOTS;
    const kept = folder && `${folder}/not-there-on-${what.replaceAll(" ", "-")}.png`;
    const { console, screenshot } = await open(chromium ?? "", `${address}/a/page/that/is/not/there`, size, kept);
    expect(console.filter((line) => !line.includes("404"))).toEqual([]);
    expect(readFileSync(screenshot).length).toBeGreaterThan(5000);
  });

  test("what the policy forbids is an error: the test would see it", async () => {
    byKey.set("bad.html", {
      path: "bad.html",
      key: "bad.html",
      content: Buffer.from("<!doctype html><title>x</title><script>1</script>"),
      contentType: "text/html",
      cacheControl: "no-store",
    });
    const { console } = await open(chromium ?? "", `${address}/bad.html`, { width: 390, height: 844, dark: false });
    expect(console.join("\n")).toContain("Content Security Policy");
  });
});
