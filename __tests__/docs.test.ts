import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../platform/root";

const root = projectRoot();
const folders = ["docs", "layers", "policies"];
const pages = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  ),
].filter((file) => file.endsWith(".md"));
const textOf = (page: string) => readFileSync(join(root, page), "utf8");
const found = (page: string, pattern: RegExp) => [
  ...new Set([...textOf(page).matchAll(pattern)].map(([, name]) => name)),
];

const help = execFileSync(process.execPath, [join(root, "commands", "launch.mjs"), "--help"], { encoding: "utf8" });
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

describe.each(pages)("%s", (page) => {
  test("names commands that exist", () => {
    for (const command of found(page, /npx strata ([a-z]+)/g))
      expect(help).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    for (const script of found(page, /npm run ([a-z:]+)/g)) expect(scripts).toHaveProperty([`${script}`]);
  });

  test("links to files that exist", () => {
    for (const link of found(page, /\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(join(root, dirname(page), `${link}`)), link).toBe(true);
    }
  });

  test("names files that exist", () => {
    for (const path of found(
      page,
      /`((?:commands|docs|environments|layers|modules|platform|policies|__tests__)\/[\w./-]+)`/g,
    )) {
      expect(existsSync(join(root, `${path}`)), path).toBe(true);
    }
  });
});
