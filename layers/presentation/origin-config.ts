import { z } from "zod";
import { listenerTlsPolicies } from "../../modules/load-balancing/tls-policies";
import type { TierDefaults } from "../../platform/environment";

/** The `presentation.origin` section of an environment file. */
export const originConfig = z
  .strictObject({
    tlsPolicy: z
      .enum(listenerTlsPolicies)
      .describe("TLS between CloudFront and the load balancer: a security policy of Elastic Load Balancing."),
  })
  .describe("The load balancer between CloudFront and services.");

const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export const originDefaults = {
  sandbox: { tlsPolicy },
  nonproduction: { tlsPolicy },
  production: { tlsPolicy },
} satisfies TierDefaults<typeof originConfig>;
