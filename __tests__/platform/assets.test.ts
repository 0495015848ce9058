import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { functionCode, packFunctions } from "../../platform/function-code";
import { synthesize } from "../../platform/synthesize";
import { ProbeStack, temporaryApp } from "../support/synthesis";

test("writes an asset next to its stack, and removes it when the stack no longer has it", () => {
  const app = temporaryApp();
  const text = (content: string) => new TextEncoder().encode(content);
  let path = "";
  const stack = new ProbeStack(app, (probe) => {
    path = probe.asset("greeting.txt", text("hello")).path;
    expect(() => probe.asset("greeting.txt", text("other"))).toThrow(
      "Two assets of a stack have the name greeting.txt",
    );
  });
  synthesize(app);
  const folder = join(app.outdir, "stacks", stack.node.id);
  expect(path).toBe("${path.module}/assets/greeting.txt");
  expect(readFileSync(join(folder, "assets", "greeting.txt"), "utf8")).toBe("hello");

  const later = temporaryApp();
  Object.assign(later, { outdir: app.outdir });
  new ProbeStack(later, () => {});
  synthesize(later);
  expect(() => readFileSync(join(folder, "assets", "greeting.txt"))).toThrow("ENOENT");
});

test("the package of a function holds one module with its handler, and neither clock nor folders of this machine", () => {
  const code = functionCode("rotate-secret");
  const files = unzipSync(code);
  expect(Object.keys(files)).toEqual(["index.mjs"]);
  const module = strFromU8(files["index.mjs"] ?? new Uint8Array());
  expect(/export ?\{[^}]*\bhandler\b/.test(module)).toBe(true);
  // Whatever the runtime brings, the SDK that runs is the one of the lock file.
  expect(/\bfrom ?"@/.exec(module)).toBeNull();
  expect(module.includes(process.cwd())).toBe(false);
  // Modification time and date of the entry (bytes 10 to 13 of its header): midnight of 1 January 1980.
  expect([...code.slice(10, 14)]).toEqual([0, 0, 0x21, 0]);
});

test("packages have the same bytes when they are built again", () => {
  const again = packFunctions();
  expect([...again.keys()].sort()).toContain("documents-api");
  for (const [name, code] of again) expect(Buffer.from(functionCode(name)).equals(code), name).toBe(true);
});

test("a function without code is an error that says where its code belongs", () => {
  expect(() => functionCode("greet")).toThrow("There is no functions/greet/index.ts");
});
