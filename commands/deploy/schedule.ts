import PQueue from "p-queue";

/** How the work on one item ended. */
export type Outcome<Result> =
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly error: unknown }
  /** It never began: an item it waits for did not end well, or the run was interrupted. */
  | { readonly state: "left"; readonly because: string };

export interface Schedule<Item, Result> {
  readonly idOf: (item: Item) => string;
  /** Ids that have to be done before; those that are no item are taken as done. */
  readonly after: (item: Item) => readonly string[];
  /** Items worked on at the same time, at most. */
  readonly parallelism: number;
  readonly work: (item: Item) => Promise<Result>;
  /** Work that no other item waits for, done when nothing else is left to start. It fails the item, not those that follow it. */
  readonly afterwards?: (item: Item, result: Result) => Promise<Result>;
  /** Starts nothing more once it is aborted; what runs is waited for. */
  readonly signal?: AbortSignal;
}

/**
 * Works on all items, each after those it depends on, several at once where the graph allows. Items behind a failed
 * one are left; all others are worked on. Never rejects: the outcome of each item is in the result, by id.
 */
export async function runInOrder<Item, Result>(
  items: readonly Item[],
  { idOf, after, parallelism, work, afterwards, signal }: Schedule<Item, Result>,
): Promise<Map<string, Outcome<Result>>> {
  const queue = new PQueue({ concurrency: parallelism });
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const begun = new Map<string, Promise<Outcome<Result>>>();

  const attempt = async (run: () => Promise<Result>, priority: number): Promise<Outcome<Result>> => {
    try {
      return await queue.add(
        async () =>
          signal?.aborted ? { state: "left", because: "interrupted" } : { state: "done", result: await run() },
        { priority },
      );
    } catch (error) {
      return { state: "failed", error };
    }
  };

  const outcomeOf = (id: string, item: Item): Promise<Outcome<Result>> => {
    const known = begun.get(id);
    if (known) return known;
    const outcome = (async (): Promise<Outcome<Result>> => {
      for (const other of after(item)) {
        const producer = byId.get(other);
        if (producer === undefined) continue;
        const before = await outcomeOf(other, producer);
        if (before.state === "failed") return { state: "left", because: `${other} failed` };
        if (before.state === "left") return before;
      }
      return attempt(() => work(item), 0);
    })();
    begun.set(id, outcome);
    return outcome;
  };

  const finish = async (id: string, item: Item): Promise<[string, Outcome<Result>]> => {
    const outcome = await outcomeOf(id, item);
    if (outcome.state !== "done" || !afterwards) return [id, outcome];
    const last = await attempt(() => afterwards(item, outcome.result), -1);
    return [id, last.state === "left" ? outcome : last];
  };
  return new Map(await Promise.all([...byId].map(([id, item]) => finish(id, item))));
}
