import { paginateListServiceQuotas, ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import type { Environment } from "../../layers/layers";
import { isDenied } from "../account/denied";
import type { Destination } from "../account/destination";

/** A quota that an account may have to raise before the first deploy. */
export interface NeededQuota {
  /** Code of the service in Service Quotas. */
  readonly service: string;
  /** The name that Service Quotas shows. */
  readonly name: string;
  readonly needed: number;
  readonly why: string;
}

/** What the environments of one account and region need together, of the quotas that are too low in a new account. */
export function neededQuotas(environments: readonly Environment[]): NeededQuota[] {
  const sum = (of: (environment: Environment) => number) => environments.reduce((all, one) => all + of(one), 0);
  return [
    {
      service: "ec2",
      name: "EC2-VPC Elastic IPs",
      needed: sum(({ network, zones }) => (network.natPerAz ? zones.length : 1)),
      why: "one per NAT gateway",
    },
    {
      service: "emr-serverless",
      name: "Max concurrent vCPUs per account",
      needed: sum(({ data }) => data.spark.maxVcpu),
      why: "`data.spark.maxVcpu`; jobs wait without it",
    },
    {
      service: "lambda",
      name: "Concurrent executions",
      needed: 1_000,
      why: "a new account may have 10; the deploy works with them, traffic does not",
    },
  ];
}

/** One line per quota: what is needed, what the account has, and how to raise it. */
export async function describeQuotas(
  { settings }: Destination,
  region: string,
  needed: readonly NeededQuota[],
): Promise<string[]> {
  const client = new ServiceQuotasClient({ region, ...settings });
  return Promise.all(
    needed.map(async (quota) => {
      const { value, code, problem } = await find(client, quota);
      const head = `${quota.service}: ${quota.name}: needed ${quota.needed} (${quota.why})`;
      if (value === undefined) return `${head}, has an unknown value: ${problem}. Look in Service Quotas.`;
      if (value >= quota.needed) return `${head}, has ${value}`;
      return (
        `${head}, has ${value}. Raise it: aws service-quotas request-service-quota-increase --region ${region} ` +
        `--service-code ${quota.service} --quota-code ${code} --desired-value ${quota.needed}`
      );
    }),
  );
}

async function find(
  client: ServiceQuotasClient,
  { service, name }: NeededQuota,
): Promise<{ readonly value?: number; readonly code?: string; readonly problem?: string }> {
  try {
    for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: service })) {
      const found = Quotas.find(({ QuotaName }) => QuotaName === name);
      if (found?.Value !== undefined) return { value: found.Value, code: found.QuotaCode };
    }
    return { problem: "AWS does not list it" };
  } catch (error) {
    // The bucket and the key exist by now: a quota that cannot be read must not hide that.
    return { problem: isDenied(error) ? "it needs servicequotas:ListServiceQuotas" : "AWS gave no answer to read" };
  }
}
