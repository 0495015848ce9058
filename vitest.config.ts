import { defineConfig } from "vitest/config";

/** Pipelines make programs print colors, which tests of their output do not expect. */
const env = { NO_COLOR: "1" };

/** One project per rung of the test ladder; see the README. Slow rungs run their files one after the other. */
export default defineConfig({
  test: {
    projects: [
      {
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
          // Some run the whole program; on a busy machine that takes longer than the 5 seconds of the default.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "provider",
          env,
          include: ["__tests__/provider/**/*.test.ts"],
          setupFiles: ["__tests__/setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "emulator",
          env,
          include: ["__tests__/emulator/**/*.test.ts"],
          setupFiles: ["__tests__/setup.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
          // On a busy machine the emulator drops a request now and then; a deploy that is run again continues.
          retry: 1,
        },
      },
    ],
  },
});
