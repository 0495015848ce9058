import {
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  paginateListPolicies,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import type { Bench } from "./harness";
import type { Snapshot } from "./residue";

/** The part of a state that says what the account holds. */
interface StateJson {
  readonly resources: readonly {
    readonly mode: string;
    readonly instances: readonly { readonly attributes: { readonly arn?: string } }[];
  }[];
}

/**
 * What exists in the emulator and is in none of the states: keys, buckets, functions, secrets and all else that has tags,
 * queues, and roles, policies and identity providers.
 * @returns ARNs
 */
export async function unknownToStates(bench: Bench, states: Snapshot): Promise<string[]> {
  const known = new Set([...states.values()].flatMap(arnsIn));
  return (await contents(bench)).filter((arn) => !known.has(arn));
}

/** ARNs of what a state holds. */
function arnsIn(state: string): string[] {
  const { resources } = JSON.parse(state) as StateJson;
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ instances }) => instances.flatMap(({ attributes: { arn } }) => arn ?? []));
}

async function contents(bench: Bench): Promise<string[]> {
  const settings = {
    region: "us-east-1",
    endpoint: bench.endpoint(),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const found: (string | undefined)[] = [];
  const tagged = paginateGetResources({ client: new ResourceGroupsTaggingAPIClient(settings) }, {});
  for await (const { ResourceTagMappingList = [] } of tagged) {
    found.push(...ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN));
  }
  for await (const { QueueUrls = [] } of paginateListQueues({ client: new SQSClient(settings) }, {})) {
    // The host of the URL is AWS's after an import, and the emulator's otherwise.
    found.push(...QueueUrls.map((url) => ["arn:aws:sqs", settings.region, ...url.split("/").slice(-2)].join(":")));
  }
  const iam = new IAMClient(settings);
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) found.push(...Roles.map(({ Arn }) => Arn));
  for await (const { Policies = [] } of paginateListPolicies({ client: iam }, { Scope: "Local" })) {
    found.push(...Policies.map(({ Arn }) => Arn));
  }
  const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  found.push(...OpenIDConnectProviderList.map(({ Arn }) => Arn));
  return found.flatMap((arn) => arn ?? []);
}
