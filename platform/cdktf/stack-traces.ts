import traces from "cdktf/lib/tokens/private/stack-trace";

/**
 * cdktf captures an unlimited stack trace for every token it creates; with a thousand resources that is most of the
 * time of a synthesis, and no output shows them. They stay off unless `STRATA_STACK_TRACES=1` asks for them.
 */
if (process.env.STRATA_STACK_TRACES !== "1") {
  Object.assign(traces, { captureStackTrace: () => [] });
}
