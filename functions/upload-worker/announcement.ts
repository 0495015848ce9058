import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";

/** Puts an event on the bus of the environment. */
export type Announce = (type: string, detail: object) => Promise<void>;

/**
 * @param bus name of the bus
 * @param source what the events are from: the bus takes events under this name only
 */
export function announcer(client: Pick<EventBridgeClient, "send">, bus: string, source: string): Announce {
  return async (type, detail) => {
    const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: JSON.stringify(detail) };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    // The call succeeds also when the event is refused.
    if (FailedEntryCount) throw new Error(`${bus} refused ${type}: ${Entries?.[0]?.ErrorMessage ?? "no reason given"}`);
  };
}
