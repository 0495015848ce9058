import { parseCidr } from "cidr-tools";
import { z } from "zod";
import type { ChosenModel } from "../../modules/bedrock/route";
import { interfaceEndpoints } from "../../modules/network/endpoint-services";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { partsOf } from "../../platform/references";

/** Those that jobs, functions and databases of the data tier call, whatever an environment leaves out. */
export const alwaysNeeded = ["glue", "kms", "logs", "monitoring", "secretsmanager", "sts"] as const;

/** A private IPv4 range that starts where its mask says, from /16 to /20. */
const vpcCidr = z.string().superRefine((value, context) => {
  const [prefix, size] = [Number(value.split("/")[1]), "a private IPv4 range from /16 to /20, as in 10.10.0.0/16"];
  if (
    !/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}\/[1-9]\d*$/.test(value) ||
    value.split(/[./]/).some((part) => Number(part) > 255)
  ) {
    context.addIssue({ code: "custom", message: size });
  } else if (!/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(value)) {
    context.addIssue({ code: "custom", message: `${size} (RFC 1918: 10/8, 172.16/12 or 192.168/16)` });
  } else if (prefix < 16 || prefix > 20) {
    const why = prefix > 20 ? "too small for four tiers in up to four zones" : "larger than a VPC may be";
    context.addIssue({ code: "custom", message: `${size} (/${prefix} is ${why})` });
  } else if (parseCidr(value).start !== parseCidr(value.replace(/\/\d+$/, "")).start) {
    context.addIssue({ code: "custom", message: `${size}, starting at its first address` });
  }
});

/** The `network` section of an environment file. */
export const networkConfig = z
  .strictObject({
    cidr: vpcCidr.describe(
      "Address range of the VPC, private, /16 to /20. Overlaps with no other environment. A change replaces the VPC and " +
        "what is bound to it, the domain of Studio with the files of its users too.",
    ),
    natPerAz: z.boolean().describe("One NAT gateway per availability zone instead of one in all."),
    flowLogs: z
      .strictObject({
        aggregationSeconds: z
          .literal([60, 600])
          .describe(
            "Seconds of traffic one flow record sums up: 60 or 600 (EC2 API, CreateFlowLogs). A change replaces the flow " +
              "logs, which takes break-glass above tier sandbox.",
          ),
        archive: z
          .boolean()
          .describe(
            "Also write flow logs, as Parquet, to a bucket that keeps them as long as the log archive. Turning it off " +
              "takes break-glass above tier sandbox.",
          ),
      })
      .describe("VPC flow logs. They always go to a log group kept for logRetentionDays."),
    dnsFirewall: z
      .strictObject({
        action: z.enum(["ALERT", "BLOCK"]).describe("Log a query for a blocked domain, or give it no answer."),
        blockedDomains: z
          .array(
            z
              .string()
              .regex(/^(\*\.)?([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, "a domain, with *. in front for all below it")
              .max(255, "a domain of at most 255 characters"),
          )
          .min(1, "at least one domain")
          .superRefine(distinct())
          .describe("Domains that nothing in the VPC may resolve."),
      })
      .describe("DNS firewall of the VPC."),
    interfaceEndpoints: z
      .array(z.enum(interfaceEndpoints))
      .superRefine(distinct())
      .optional()
      .describe(
        "AWS services reached inside the VPC; the data and ai tiers have no other way to them. When absent, all of these " +
          "that have an endpoint in the region.",
      ),
  })
  .describe("VPC segmentation, endpoints, flow logs.");

/** Tunnels, dynamic names and mining pools: what malware resolves and a platform never does. */
const blockedDomains = [
  "*.duckdns.org",
  "*.minexmr.com",
  "*.nanopool.org",
  "*.ngrok-free.app",
  "*.ngrok.io",
  "*.no-ip.org",
  "*.onion.to",
  "*.supportxmr.com",
  "*.trycloudflare.com",
];

export const networkDefaults = {
  sandbox: {
    natPerAz: false,
    flowLogs: { aggregationSeconds: 600, archive: false },
    dnsFirewall: { action: "ALERT", blockedDomains },
  },
  nonproduction: {
    natPerAz: true,
    flowLogs: { aggregationSeconds: 600, archive: true },
    dnsFirewall: { action: "BLOCK", blockedDomains },
  },
  production: {
    natPerAz: true,
    flowLogs: { aggregationSeconds: 60, archive: true },
    dnsFirewall: { action: "BLOCK", blockedDomains },
  },
} satisfies TierDefaults<typeof networkConfig>;

/** What the network layer takes from an environment. */
export type NetworkEnvironment = EnvironmentFrame & {
  readonly network: z.infer<typeof networkConfig>;
  /** Models that may be called from the VPC, what carries each stream, and which ones keep features up to date. */
  readonly ai: {
    readonly bedrock: { readonly models: Readonly<Record<string, ChosenModel>> };
    readonly streams: Readonly<Record<string, { readonly engine: string }>>;
    readonly features: Readonly<Record<string, { readonly from?: string }>>;
  };
};

/** Whether brokers of Kafka are in the data tier. */
export function hasBrokers({ ai }: NetworkEnvironment): boolean {
  return Object.values(ai.streams).some(({ engine }) => engine === "kafka");
}

/** Whether functions read brokers: those that keep features up to date with a topic. */
export function feedsFunctions({ ai }: NetworkEnvironment): boolean {
  return Object.values(ai.features).some(({ from }) => from && ai.streams[partsOf(from).name]?.engine === "kafka");
}
