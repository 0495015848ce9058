import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { type Holder, holderText, inTurn } from "../../../commands/terraform/in-turn";
import { temporaryFolder } from "../../support/temporary";

const turnFile = () => join(temporaryFolder(), "run");
/** An id that no system gives to a process. */
const noProcess = 2 ** 30;

it("lets one work at a time, and tells the others once whom they wait for", async () => {
  const file = turnFile();
  const waits: Holder[] = [];
  let working = 0;
  const most: number[] = [];
  const work = async () => {
    most.push(++working);
    await sleep(20);
    working--;
  };
  await Promise.all(Array.from({ length: 4 }, () => inTurn(file, { onWait: (holder) => waits.push(holder) }, work)));
  expect(most).toEqual([1, 1, 1, 1]);
  expect(waits).toEqual(Array(3).fill({ pid: process.pid, host: hostname() }));
  expect(existsSync(file)).toBe(false);
});

it("gives the turn back when the work fails", async () => {
  const file = turnFile();
  await expect(inTurn(file, {}, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inTurn(file, {}, async () => "done")).toBe("done");
});

it("takes over from a run that was killed on this machine, and from one of another only when it is silent", async () => {
  const file = turnFile();
  writeFileSync(file, JSON.stringify({ pid: noProcess, host: hostname() }));
  expect(await inTurn(file, {}, async () => "done")).toBe("done");

  const elsewhere = { pid: noProcess, host: "elsewhere" };
  writeFileSync(file, JSON.stringify(elsewhere));
  const stop = new AbortController();
  const onWait = (holder: Holder) => stop.abort(new Error(holderText(holder)));
  await expect(inTurn(file, { signal: stop.signal, onWait }, async () => "done")).rejects.toThrow();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(elsewhere);
  const long = new Date(Date.now() - 10 * 60_000);
  utimesSync(file, long, long);
  expect(await inTurn(file, {}, async () => "done")).toBe("done");
  expect(holderText(elsewhere)).toBe(`process ${noProcess} of elsewhere`);
});
