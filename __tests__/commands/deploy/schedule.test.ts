import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Outcome, runInOrder } from "../../../commands/deploy/schedule";

interface Item {
  readonly id: string;
  readonly after: readonly string[];
  readonly fails?: boolean;
}
const schedule = { idOf: ({ id }: Item) => id, after: ({ after }: Item) => after };
const states = (outcomes: Map<string, Outcome<unknown>>) =>
  Object.fromEntries(
    [...outcomes].map(([id, outcome]) => [id, outcome.state === "left" ? outcome.because : outcome.state]),
  );
const pause = () => new Promise((resolve) => setImmediate(resolve));

/** Any acyclic graph: an item only comes after items of a lower number. */
const graphs = fc
  .array(fc.record({ fails: fc.boolean(), after: fc.array(fc.nat({ max: 20 }), { maxLength: 4 }) }), { maxLength: 20 })
  .map((nodes) =>
    nodes.map(({ fails, after }, index): Item => {
      const earlier = [...new Set(after)].filter((other) => other < index).map(String);
      return { id: String(index), fails, after: earlier };
    }),
  );

describe("runInOrder", () => {
  it("begins an item when all it comes after are done, never more at once than allowed (any graph)", async () => {
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.integer({ min: 1, max: 5 }),
        fc.func(fc.nat()),
        async (items, parallelism, shuffle) => {
          const done = new Set<string>();
          let running = 0;
          const outcomes = await runInOrder(
            [...items].sort((a, b) => shuffle(a.id) - shuffle(b.id)),
            {
              ...schedule,
              parallelism,
              work: async ({ id, after, fails }) => {
                expect(after.every((other) => done.has(other))).toBe(true);
                expect(++running).toBeLessThanOrEqual(parallelism);
                await pause();
                running--;
                if (fails) throw new Error(id);
                done.add(id);
              },
            },
          );
          expect(outcomes.size).toBe(items.length);
          for (const { id, after, fails } of items) {
            const reached = after.every((other) => done.has(other));
            expect(outcomes.get(id)?.state).toBe(!reached ? "left" : fails ? "failed" : "done");
          }
        },
      ),
    );
  });

  it("leaves what is behind a failure, and names it; the others are worked on", async () => {
    const items = [
      { id: "security", after: [], fails: true },
      { id: "network", after: ["security"] },
      { id: "data", after: ["network"] },
      { id: "other", after: [] },
    ];
    const work = async ({ fails }: Item) => {
      if (fails) throw new Error("no");
    };
    expect(states(await runInOrder(items, { ...schedule, parallelism: 4, work }))).toEqual({
      security: "failed",
      network: "security failed",
      data: "security failed",
      other: "done",
    });
  });

  it("takes what is not selected as done", async () => {
    const items: Item[] = [{ id: "network", after: ["security"] }];
    const outcomes = await runInOrder(items, { ...schedule, parallelism: 1, work: async () => "result" });
    expect(outcomes.get("network")).toEqual({ state: "done", result: "result" });
  });

  it("works at the same time where the graph allows", async () => {
    const items: Item[] = ["a", "b", "c"].map((id) => ({ id, after: [] }));
    let most = 0;
    let running = 0;
    const work = async () => {
      most = Math.max(most, ++running);
      await pause();
      running--;
    };
    await runInOrder(items, { ...schedule, parallelism: 2, work });
    expect(most).toBe(2);
  });

  it("does not let anything wait for what is done afterwards, whose failure is the item's own", async () => {
    const log: string[] = [];
    const items: Item[] = [
      { id: "security", after: [] },
      { id: "network", after: ["security"] },
    ];
    const outcomes = await runInOrder(items, {
      ...schedule,
      parallelism: 1,
      work: async ({ id }) => void log.push(`work ${id}`),
      afterwards: async ({ id }) => {
        log.push(`check ${id}`);
        if (id === "security") throw new Error("differs");
      },
    });
    expect(log.indexOf("work network")).toBeGreaterThan(0);
    expect(states(outcomes)).toEqual({ security: "failed", network: "done" });
  });

  it("begins nothing more once it is interrupted, and waits for what runs", async () => {
    const controller = new AbortController();
    const items: Item[] = [
      { id: "a", after: [] },
      { id: "b", after: [] },
      { id: "c", after: ["a"] },
    ];
    const work = async () => {
      controller.abort();
      await pause();
    };
    const outcomes = await runInOrder(items, { ...schedule, parallelism: 1, work, signal: controller.signal });
    expect(states(outcomes)).toEqual({ a: "done", b: "interrupted", c: "interrupted" });
  });
});
