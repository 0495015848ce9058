import { z } from "zod";
import { anyPath, longestPath, pathPattern } from "../../modules/routing/path-patterns";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";
import { hostLabel } from "./host-label";

const path = z
  .string()
  .max(longestPath, `a path of at most ${longestPath} characters`)
  .regex(pathPattern, "a path that begins with /, with * for any characters, as in /documents/*");

const route = z.strictObject({
  host: hostLabel.describe("Host name, as the part before `domain`. All its paths need a target."),
  paths: z
    .array(path)
    .min(1)
    .max(20)
    .superRefine(distinct())
    .default([anyPath])
    .describe(
      "Paths, with * for any characters. If two match, the more specific one applies. Every path of the host when absent.",
    ),
  to: reference(
    ["site", "services", "api", "models"],
    "What answers: the static pages, a service, an API, or a model, which takes POST alone. A change from the partner API, or " +
      "to it, destroys the web ACL of the host with its log.",
  ),
  methods: z
    .enum(["read", "write"])
    .default("write")
    .describe("read: GET, HEAD and OPTIONS. write: POST, PUT, PATCH and DELETE as well. write when absent."),
  webSocket: z
    .boolean()
    .default(false)
    .describe("Whether clients may open WebSocket connections. Off when absent. Services only."),
  cacheSeconds: z
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .describe(
      "Longest that CloudFront keeps an answer that says it may be kept, in seconds. 1 to 31536000 (a year). Answers must be " +
        "the same for every user: cookies and tokens do not reach the target. Nothing is kept when absent; pages always are.",
    ),
  ratePer5Minutes: z
    .int()
    .optional()
    .describe(
      "Requests of one address within 5 minutes; more are refused. At least 10 (WAF quota). waf.ratePer5Minutes when absent.",
    ),
});

/** The `presentation.routes` section of an environment file. */
export const routesConfig = z
  .record(plainName(2, 30), route)
  .describe("What answers on which host and path, by name. A recovery environment has those of its primary.");
