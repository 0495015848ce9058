import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { timeout } from "hono/timeout";
import { liveRoute } from "../connections/live";
import { answerErrors, Refusal } from "./errors";
import { observe } from "./observe";
import { restRoutes } from "./routes";
import type { App, Services } from "./services";

/** Largest body of a request, in bytes. */
const bodyBytes = 16 * 1024;

/** Milliseconds to an answer: less than clients and load balancers wait. */
const answerMilliseconds = 15_000;

/** An API shows nothing in a browser, so that a page may do nothing. */
const headers = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  strictTransportSecurity: "max-age=63072000; includeSubDomains",
  referrerPolicy: "no-referrer",
});

/** Everything that the service answers. */
export function createApp(services: Services): Hono<App> {
  const { log, draining } = services;
  const app = new Hono<App>();
  app.onError(answerErrors(log));
  app.notFound((context) => context.json({ error: "not_found" }, 404));
  app.use(headers);
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
    // The client's next request needs another instance.
    if (draining()) context.header("Connection", "close");
  });

  // Every pod depends on the same database, table and cache: restarting a pod or sending it no requests because one of
  // them is away would turn a part that fails into a service that fails.
  app.get("/health", (context) =>
    draining() ? context.json({ status: "draining" }, 503) : context.json({ status: "ok" }),
  );

  app.use(observe(log));
  app.use(timeout(answerMilliseconds, () => new Refusal(503, "timed_out")));
  app.use(
    bodyLimit({
      maxSize: bodyBytes,
      onError: () => {
        throw new Refusal(413, "too_large");
      },
    }),
  );
  app.route("/", restRoutes(services));
  app.route("/", liveRoute(services));
  return app;
}
