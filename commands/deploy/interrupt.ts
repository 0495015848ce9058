/** How long a second Ctrl-C counts as the first: npm passes a signal on that the terminal has sent already. */
const echoMilliseconds = 1_500;

/**
 * Turns Ctrl-C and a request to end into an orderly stop while `work` runs: nothing new is started, and each Terraform
 * finishes what it has begun, writes its state and frees its lock. A second Ctrl-C leaves at once; a Terraform that
 * applies then ends by itself, in the background.
 */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  let first = 0;
  const stop = () => {
    const now = performance.now();
    if (first > 0) {
      if (now - first > echoMilliseconds) process.exit(130);
      return;
    }
    first = now;
    console.error(
      "\nStopping when Terraform finishes its current operations. Press Ctrl-C again to exit without waiting.",
    );
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    // Last of all: an error on the way out sets another code.
    if (controller.signal.aborted) process.once("exit", () => (process.exitCode = 130));
  }
}
