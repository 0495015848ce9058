import { describe, expect, test } from "vitest";
import { adding, type Case, clean, dr, edit, errorsOf, prod, tells } from "./fixtures";

const worker = "{ from: queues.uploads, timeoutSeconds: 60, memoryMiB: 512 }";
const queue = "{ maxReceives: 5 }";

/** The section with one function and its queue. What is changed differs from clean ones in one place. */
function application(from = "", to = "", name = "upload-worker"): string {
  const text = `application: { functions: { ${name}: ${worker} }, events: { queues: { uploads: ${queue} } } }`;
  return from ? edit(text, from, to) : text;
}

/** The function takes from elsewhere, and another one from the queue, which nothing would take from otherwise. */
function from(source: string): string {
  const text = application("from: queues.uploads", `from: ${source}`);
  return edit(text, "} }, events", `}, documents-api: ${worker} }, events`);
}

describe("functions", () => {
  test("without a mistake are taken", () => {
    expect(errorsOf(adding("stage", application()))).toEqual([]);
  });

  test("with a queue that waits six times as long as they run are taken", () => {
    expect(errorsOf(adding("stage", application(queue, "{ visibilitySeconds: 360 }")))).toEqual([]);
  });

  test.each<Case>([
    [
      "without code",
      adding("dev", application("", "", "upload-wroker")),
      "dev.yaml:15:29 application.functions.upload-wroker | the key upload-wroker | a function whose code is in functions/upload-wroker/index.ts | Rename it, or add that file.",
    ],
    [
      "called like those that rotate secrets",
      adding("dev", application("", "", "rotate-secret")),
      "dev.yaml:15:29 application.functions.rotate-secret | the key rotate-secret | a name that begins with none of rotate-, topics- and users-: functions for secrets",
    ],
    [
      "with a name that is none",
      adding("dev", application("", "", "UploadWorker")),
      "dev.yaml:15:29 application.functions.UploadWorker |",
    ],
    [
      "that run longer than Lambda lets them",
      adding("dev", application("timeoutSeconds: 60", "timeoutSeconds: 901")),
      "dev.yaml:15:84 application.functions.upload-worker.timeoutSeconds | 901 | a whole number from 1 to 900 |",
    ],
    [
      "without a limit of time",
      adding("dev", application("timeoutSeconds: 60, ", "")),
      "dev.yaml:15:29 application.functions.upload-worker.timeoutSeconds | nothing |",
    ],
    [
      "with less memory than Lambda gives",
      adding("dev", application("memoryMiB: 512", "memoryMiB: 64")),
      "dev.yaml:15:99 application.functions.upload-worker.memoryMiB | 64 | a whole number from 128 to 10240 |",
    ],
    [
      "that set aside more than an account has",
      adding("dev", application("memoryMiB: 512", "memoryMiB: 512, reservedConcurrency: 901")),
      "dev.yaml:15:125 application.functions.upload-worker.reservedConcurrency | 901 | a whole number from 1 to 900 |",
    ],
    [
      "with a runtime of their choice",
      adding("dev", application("memoryMiB: 512", "memoryMiB: 512, runtime: nodejs24.x")),
      "dev.yaml:15:104 application.functions.upload-worker.runtime |",
    ],
    [
      "from a table that they write to",
      adding(
        "dev",
        `data: { tables: { orders: { hashKey: id, attributes: { id: S } } } }
application: { functions: { upload-worker: { from: tables.orders, timeoutSeconds: 60, memoryMiB: 512, uses: { tables.orders: write } } } }`,
      ),
      "dev.yaml:16:52 application.functions.upload-worker.from | tables.orders | a table that the function does not write to: it uses tables.orders at level write, and each change would bring the next |",
    ],
    [
      "from a queue that is not there",
      adding("dev", from("queues.upload")),
      "dev.yaml:15:52 application.functions.upload-worker.from | queues.upload | a name of the kind queues (uploads) | Did you mean queues.uploads?",
    ],
    [
      "from something else than a queue",
      adding("dev", from("tables.uploads")),
      "dev.yaml:15:52 application.functions.upload-worker.from | tables.uploads |",
    ],
    [
      "that run longer than a sixth of the time that their queue waits",
      adding("dev", application(queue, "{ visibilitySeconds: 359 }")),
      "dev.yaml:15:84 application.functions.upload-worker.timeoutSeconds | 60 | at most 59, a sixth of application.events.queues.uploads.visibilitySeconds (359): a message would come back while Lambda still tries its batch again | Lower it, or set application.events.queues.uploads.visibilitySeconds to 360 or remove it.",
    ],
    [
      "that use what is not there",
      adding("dev", application("memoryMiB: 512", "memoryMiB: 512, uses: { functions.upload: invoke }")),
      "dev.yaml:15:112 application.functions.upload-worker.uses.functions.upload | the key functions.upload | a name of the kind functions (upload-worker) |",
    ],
    [
      "that take all traffic at once in production",
      adding("prod", "application: { functionRollout: all-at-once }"),
      "prod.yaml:15:33 application.functionRollout | all-at-once | a canary that is watched before a new version takes all traffic",
    ],
    [
      "that run shorter than in the primary",
      {
        ...clean,
        prod: `${prod}${application()}
`,
        dr: `${dr}${application("timeoutSeconds: 60", "timeoutSeconds: 30")}\n`,
      },
      "dr.yaml:17:84 application.functions.upload-worker.timeoutSeconds | 30 | the value of prod, 60 (environments/prod.yaml:15:84): each function takes over from one of the primary | Set it as in prod.",
    ],
  ])("%s", tells);
});
