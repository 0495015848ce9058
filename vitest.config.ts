import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Pipelines make programs print colors, which tests of their output do not expect. */
const env = { NO_COLOR: "1" };

/** Prompts of functions are text to tests as well: esbuild makes them so where it packs functions. */
const textFiles: Plugin = {
  name: "text-files",
  transform: (code, id) => (id.endsWith(".md") ? `export default ${JSON.stringify(code)};` : undefined),
};

/** One project per rung of the test ladder; see the README. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [textFiles],
        test: {
          name: "unit",
          env,
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/provider/**", "__tests__/emulator/**"],
          // Loading cdktf once per worker instead of once per file halves the time.
          pool: "threads",
          isolate: false,
          // By default one processor stays free, which on two of them doubles the time.
          maxWorkers: "100%",
          setupFiles: ["__tests__/setup.ts"],
          // Some run the whole program, which on a busy machine takes many times its 3 seconds.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "provider",
          env,
          include: ["__tests__/provider/**/*.test.ts"],
          globalSetup: ["__tests__/provider/prepare.ts"],
          setupFiles: ["__tests__/setup.ts"],
          // Some take two minutes on a machine that has time for them.
          testTimeout: 900_000,
          hookTimeout: 900_000,
          // Each file keeps one processor busy, and takes up to 3 GB.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "emulator",
          env,
          include: ["__tests__/emulator/**/*.test.ts"],
          globalSetup: ["__tests__/emulator/prepare.ts"],
          setupFiles: ["__tests__/setup.ts"],
          // Two to six minutes each on a machine that has time for them.
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          // Each file has its own emulator, and mostly waits. More at once would slow down all of them, and the other rungs.
          maxWorkers: 4,
        },
      },
    ],
  },
});
