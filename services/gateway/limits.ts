import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from "rate-limiter-flexible";
import type { Cache } from "./cache";
import { inSpan } from "./tracing";

/** How often something may happen: so many times within so many seconds. */
const allowed = {
  /** Tries to sign in to one account. */
  signInByAccount: { points: 5, duration: 900 },
  /** Tries to sign in from one address. */
  signInByAddress: { points: 50, duration: 900 },
  registerByAddress: { points: 20, duration: 3600 },
  /** Requests of one account. */
  request: { points: 300, duration: 60 },
  /** Messages over all connections of one account. */
  message: { points: 60, duration: 60 },
  /** Questions over all connections of one account. */
  question: { points: 10, duration: 60 },
} as const;

export type Limit = keyof typeof allowed;

/** Counts an action of a client or an account. Answers the seconds to wait if there were too many, otherwise undefined. */
export type Count = (limit: Limit, who: string) => Promise<number | undefined>;

/** Milliseconds that the cache has to answer. */
const patience = 500;

/**
 * Limits that all instances count together, in the cache. While it does not answer, each instance counts for itself, so
 * that clients can still sign in and limits still hold. Keys are hashes: the cache knows neither addresses nor people.
 */
export function limitsIn(cache: Cache): Count {
  const limiterOf = (name: string, { points, duration }: { readonly points: number; readonly duration: number }) => {
    const limiter = new RateLimiterRedis({
      storeClient: cache,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: `limit:${name}`,
      points,
      duration,
    });
    const insuranceLimiter = new RateLimiterMemory({ points, duration });
    return new RLWrapperTimeouts({ limiter, timeoutMs: patience, insuranceLimiter });
  };
  const limiters = Object.fromEntries(
    Object.entries(allowed).map(([name, amount]) => [name, limiterOf(name, amount)]),
  ) as Record<Limit, RLWrapperTimeouts>;
  return async (limit, who) => {
    const key = createHash("sha256").update(who).digest("base64url");
    return await inSpan("EVAL limit", { "db.system.name": "redis" }, async () => {
      try {
        await limiters[limit].consume(key);
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    });
  };
}
