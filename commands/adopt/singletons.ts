import { AccessAnalyzerClient, paginateListAnalyzers } from "@aws-sdk/client-accessanalyzer";
import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
} from "@aws-sdk/client-config-service";
import { CostExplorerClient, paginateGetAnomalyMonitors } from "@aws-sdk/client-cost-explorer";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { IAMClient, ListOpenIDConnectProvidersCommand, paginateListRoles } from "@aws-sdk/client-iam";
import { GetMacieSessionCommand, Macie2Client } from "@aws-sdk/client-macie2";
import { DescribeHubCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import type { Block } from "../../synthesized/stack";
import type { Destination } from "../account/destination";

/** Where to look. */
export interface Place extends Destination {
  readonly region: string;
}

/** Something that the account has already. */
export interface Found {
  /** What Terraform imports it by. */
  readonly id: string;
  /** An argument whose change would replace it, and its value: an import makes sense only where both agree. */
  readonly identity?: { readonly argument: string; readonly value: string };
}

/** A kind of resource of which an account, or a region of it, has one. */
export interface Singleton {
  readonly type: string;
  /** The permission that looking takes. */
  readonly action: string;
  /** What of it the account has that could be the resource with these arguments. */
  readonly find: (place: Place, block: Block) => Promise<Found | undefined>;
}

/** Cost Explorer and IAM have one endpoint for all regions. */
const global = "us-east-1";

/**
 * What AWS refuses to create twice, of the types that the platform uses. Settings that a second writer only overwrites,
 * as the password policy, are not here: Terraform sets them.
 */
export const singletons: readonly Singleton[] = [
  {
    type: "aws_iam_openid_connect_provider",
    action: "iam:ListOpenIDConnectProviders",
    find: async ({ settings }, block) => {
      const iam = new IAMClient({ region: global, ...settings });
      const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
      const host = String(block.url).replace(/^https:\/\//, "");
      const found = OpenIDConnectProviderList.find(({ Arn }) => Arn?.endsWith(`:oidc-provider/${host}`));
      return found?.Arn ? { id: found.Arn } : undefined;
    },
  },
  {
    type: "aws_guardduty_detector",
    action: "guardduty:ListDetectors",
    find: async ({ region, settings }) => {
      const { DetectorIds = [] } = await new GuardDutyClient({ region, ...settings }).send(
        new ListDetectorsCommand({}),
      );
      return DetectorIds[0] ? { id: DetectorIds[0] } : undefined;
    },
  },
  {
    type: "aws_config_configuration_recorder",
    action: "config:DescribeConfigurationRecorders",
    find: async ({ region, settings }) => {
      const config = new ConfigServiceClient({ region, ...settings });
      const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
      return named(ConfigurationRecorders[0]?.name);
    },
  },
  {
    type: "aws_config_delivery_channel",
    action: "config:DescribeDeliveryChannels",
    find: async ({ region, settings }) => {
      const config = new ConfigServiceClient({ region, ...settings });
      const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
      return named(DeliveryChannels[0]?.name);
    },
  },
  {
    type: "aws_securityhub_account",
    action: "securityhub:DescribeHub",
    find: async ({ region, account, settings }) => {
      const hub = new SecurityHubClient({ region, ...settings });
      const found = await hub.send(new DescribeHubCommand({})).catch(unlessOff("InvalidAccessException"));
      return found?.HubArn ? { id: account } : undefined;
    },
  },
  {
    type: "aws_macie2_account",
    action: "macie2:GetMacieSession",
    find: async ({ region, account, settings }) => {
      const macie = new Macie2Client({ region, ...settings });
      const session = await macie
        .send(new GetMacieSessionCommand({}))
        .catch(unlessOff("AccessDeniedException", /Macie is not enabled/));
      return session?.status ? { id: account } : undefined;
    },
  },
  {
    type: "aws_accessanalyzer_analyzer",
    action: "access-analyzer:ListAnalyzers",
    find: async ({ region, settings }, block) => {
      const client = new AccessAnalyzerClient({ region, ...settings });
      const analyzers = await allOf(paginateListAnalyzers({ client }, {}), (page) => page.analyzers);
      const name = analyzers.find(({ type }) => type === block.type)?.name;
      return name ? { id: name, identity: { argument: "analyzer_name", value: name } } : undefined;
    },
  },
  {
    type: "aws_ce_anomaly_monitor",
    action: "ce:GetAnomalyMonitors",
    find: async ({ settings }, block) => {
      if (block.monitor_type !== "DIMENSIONAL") return undefined;
      const client = new CostExplorerClient({ region: global, ...settings });
      const monitors = await allOf(paginateGetAnomalyMonitors({ client }, {}), (page) => page.AnomalyMonitors);
      const found = monitors.find(({ MonitorDimension }) => MonitorDimension === block.monitor_dimension);
      return found?.MonitorArn ? { id: found.MonitorArn } : undefined;
    },
  },
  {
    type: "aws_iam_service_linked_role",
    action: "iam:ListRoles",
    find: async ({ settings }, block) => {
      const client = new IAMClient({ region: global, ...settings });
      const PathPrefix = `/aws-service-role/${block.aws_service_name}/`;
      const [role] = await allOf(paginateListRoles({ client }, { PathPrefix }), (page) => page.Roles);
      return role?.Arn ? { id: role.Arn } : undefined;
    },
  },
];

/** All items of a list that comes page by page. A page may be empty and not the last. */
async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

function named(name: string | undefined): Found | undefined {
  return name ? { id: name, identity: { argument: "name", value: name } } : undefined;
}

/** Turns the error by which a service says that it is off into "nothing found". */
function unlessOff(code: string, message = /./): (error: Error) => undefined {
  return (error) => {
    if (error.name === code && message.test(error.message)) return undefined;
    throw error;
  };
}
