import { CustomerManagedKey } from "../../modules/encryption/customer-managed-key";
import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import { MailSubscribers } from "../../modules/notifications/mail-subscribers";
import type { LayerStack } from "../../platform/layer-stack";
import type { AlarmKind } from "./alarms/table";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation, RegionTopics } from "./foundation";
import { displayNameOf, emailsOf, type Severity } from "./severities";

/** Where CloudFront, its firewall and Route 53 have their metrics. */
const edgeRegion = "us-east-1";

/** Region of the metrics of a kind. Alarms are where their metrics are, and notify topics of the same region. */
export function regionOf({ metricsOf }: Pick<AlarmKind, "metricsOf">, foundation: MonitoringFoundation): string {
  const { site, upstream } = foundation;
  if (metricsOf === "edge") return edgeRegion;
  return metricsOf === "primary" && upstream ? upstream.environment.region : site.region;
}

/** Regions with metrics of the environment, without its own. */
export function regionsElsewhere(foundation: MonitoringFoundation): string[] {
  const all = (["edge", "primary"] as const).map((metricsOf) => regionOf({ metricsOf }, foundation));
  return [...new Set(all)].filter((region) => region !== foundation.site.region).sort();
}

/** Purpose of the topic of a severity in another region. */
export function topicElsewhere(severity: Severity, region: string): string {
  return `notify-${severity}-${region}`;
}

/** Topics for alarms on metrics of other regions, with their keys: there, by region. */
export function buildTopicsElsewhere(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: MonitoringFoundation,
): Readonly<Record<string, RegionTopics>> {
  return Object.fromEntries(
    regionsElsewhere(foundation).map((region) => [region, buildTopics(stack, foundation, region)]),
  );
}

function buildTopics(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: MonitoringFoundation,
  region: string,
): RegionTopics {
  const { environment } = foundation;
  const site = { ...foundation.site, region };
  const provider = stack.providerFor(region);
  const { deletionWindowDays, rotationDays } = environment.security.keys;
  const { arn: kmsKeyArn } = new CustomerManagedKey(stack, `topics-${region}`, {
    site,
    purpose: "topics",
    description: `Topics for alarms on metrics of ${region}`,
    use: { throughServices: ["sns"], servicePrincipals: ["cloudwatch.amazonaws.com"] },
    deletionWindowDays,
    rotationDays,
    multiRegion: false,
    provider,
  });
  const build = (severity: Severity) => {
    const { arn: topicArn } = new EncryptedTopic(stack, `${severity}-${region}`, {
      site,
      purpose: topicElsewhere(severity, region),
      displayName: displayNameOf(environment, severity),
      kmsKeyArn,
      publishers: { services: ["cloudwatch.amazonaws.com"] },
      provider,
    });
    const emails = emailsOf(environment, severity);
    new MailSubscribers(stack, `${severity}-${region}-mail`, { topicArn, emails, provider });
    return topicArn;
  };
  return { topicArns: { page: build("page"), ticket: build("ticket") }, provider };
}
