import { z } from "zod";
import { architectures, defaultArchitecture } from "../../modules/kubernetes/instance-types";
import { workloadPorts } from "../../modules/network/workload-ports";
import { plainName } from "../../platform/plain-name";
import { podScaleConfig, podSizeConfig } from "../../platform/pods-config";
import { uses } from "../../platform/references";

const [firstPort, lastPort] = workloadPorts;

/** A service that runs on Kubernetes, as an environment file declares it. */
const serviceConfig = z.strictObject({
  port: z
    .int()
    .min(firstPort)
    .max(lastPort)
    .describe(`TCP port that the service listens on. ${firstPort} to ${lastPort}: load balancers reach no other.`),
  health: z
    .string()
    .regex(/^\/[\w./~%!$&'()*+,;=:@-]{0,1023}$/, "a path, as in /health")
    .describe("Path that answers 200 while the service works. Load balancers and Kubernetes ask it."),
  protocol: z
    .enum(["http1", "http2", "grpc"])
    .default("http1")
    .describe("What the service speaks on its port, without TLS. http1 (WebSocket included), http2 or grpc."),
  architecture: z
    .enum(architectures)
    .default(defaultArchitecture)
    .describe(
      "Processors that the image is built for: arm64 (Graviton) or x86_64. arm64 when absent. A change destroys the project of CodeBuild that no service needs any more, with its log.",
    ),
  size: podSizeConfig,
  scale: podScaleConfig.partial().optional().describe("How the service scales. Absent values come from serviceScale."),
  drainSeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(30)
    .describe("Seconds that a terminating pod has to finish its requests. 0 to 3600, 30 when absent."),
  stickySeconds: z
    .int()
    .min(1)
    .max(604_800)
    .optional()
    .describe("Seconds that a client stays with its pod, by a cookie. Any pod takes any request when absent."),
  rollout: z
    .enum(["rolling", "blue-green"])
    .default("rolling")
    .describe(
      "How a new version takes over. rolling: pod by pod. blue-green: next to the old one, with a canary of " +
        "delivery.canary; for services that a route of the HTTP API leads to. rolling when absent.",
    ),
  uses: uses(
    "What the service uses, as in `tables.sessions: write`: its permissions and environment variables. Nothing when absent.",
  ).default({}),
});

const serviceName = plainName(2, 20);

/** Whether a service can be called so. */
export function isServiceName(name: string): boolean {
  return serviceName.safeParse(name).success;
}

/** The services of an environment by name. */
export const servicesConfig = z
  .record(serviceName, serviceConfig)
  .describe("Services that run on Kubernetes, by name. Repository, target group, role and settings come with each.");

export type ServiceConfig = z.infer<typeof serviceConfig>;
