import { z } from "zod";
import { stagingHeaderPrefix, stagingLimits } from "../../modules/cdn/staging-limits";
import { reference } from "../../platform/references";

const { mostPercent, leastStickySeconds, mostStickySeconds } = stagingLimits;

const change = z.strictObject({
  methods: z.enum(["read", "write"]).optional().describe("As in the route."),
  cacheSeconds: z.int().min(1).max(31_536_000).optional().describe("As in the route."),
});

/** A trial of `presentation.cdn.staging`. */
export const stagingConfig = z
  .strictObject({
    attached: z
      .boolean()
      .describe(
        "Whether CloudFront sends requests there. CloudFront takes it only for a host that is there: false for the deployment " +
          "that creates the host, then true. layers/presentation/README.md says how to end a trial.",
      ),
    percent: z
      .int()
      .min(1)
      .max(mostPercent)
      .optional()
      .describe(`Percent of requests. 1 to ${mostPercent} (CloudFront). Either this or header.`),
    stickySeconds: z
      .int()
      .min(leastStickySeconds)
      .max(mostStickySeconds)
      .default(leastStickySeconds)
      .describe(
        `Seconds without a request after which a user may get the other answer. ${leastStickySeconds} to ${mostStickySeconds} ` +
          `(CloudFront). ${leastStickySeconds} when absent.`,
      ),
    header: z
      .strictObject({
        name: z
          .string()
          .regex(
            new RegExp(`^${stagingHeaderPrefix}[a-z0-9-]{1,200}$`),
            `a name that begins with ${stagingHeaderPrefix}`,
          ),
        value: z.string().regex(/^[\w-]{1,256}$/, "up to 256 letters, digits, _ and -"),
      })
      .optional()
      .describe("Header of the requests. Either this or percent."),
    routes: z
      .record(reference(["routes"], "Route of the host."), change)
      .describe("Settings to try for routes to services and the HTTP API, by route as in routes.search."),
  })
  .refine(
    ({ percent, header }) => (percent === undefined) !== (header === undefined),
    "either percent or header, by which requests are chosen",
  )
  .describe("Another distribution of a host, which gets some of its requests. The host has no HTTP/3 meanwhile.");
