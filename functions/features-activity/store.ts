import {
  type FeatureValue,
  GetRecordCommand,
  PutRecordCommand,
  type SageMakerFeatureStoreRuntimeClient,
} from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { Activity } from "./activity";

/** The feature group of activity: its online store answers, and both stores get what is put. */
export class ActivityStore {
  constructor(
    private readonly client: Pick<SageMakerFeatureStoreRuntimeClient, "send">,
    private readonly groupName: string,
  ) {}

  async get(customerId: string): Promise<Activity | undefined> {
    const command = new GetRecordCommand({
      FeatureGroupName: this.groupName,
      RecordIdentifierValueAsString: customerId,
    });
    const { Record: values } = await this.client.send(command);
    if (!values) return undefined;
    const { last_seen_at, last_event_type, last_order_at, last_order_total } = Object.fromEntries(
      values.map(({ FeatureName, ValueAsString }) => [FeatureName, ValueAsString]),
    );
    if (last_seen_at === undefined || last_event_type === undefined) return undefined;
    return {
      customerId,
      lastSeenAt: last_seen_at,
      lastEventType: last_event_type,
      ...(last_order_at !== undefined && { lastOrderAt: last_order_at }),
      ...(last_order_total !== undefined && { lastOrderTotal: Number(last_order_total) }),
    };
  }

  async put({ customerId, lastSeenAt, lastEventType, lastOrderAt, lastOrderTotal }: Activity): Promise<void> {
    const values = {
      customer_id: customerId,
      last_seen_at: lastSeenAt,
      last_event_type: lastEventType,
      last_order_at: lastOrderAt,
      last_order_total: lastOrderTotal?.toString(),
    };
    await this.client.send(new PutRecordCommand({ FeatureGroupName: this.groupName, Record: known(values) }));
  }
}

/** Feature Store takes no value for what is not known. */
function known(values: Readonly<Record<string, string | undefined>>): FeatureValue[] {
  return Object.entries(values).flatMap(([FeatureName, ValueAsString]) =>
    ValueAsString === undefined ? [] : [{ FeatureName, ValueAsString }],
  );
}
