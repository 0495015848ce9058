import type { PolicyStatement } from "../identity/policy-document";

/**
 * Puts events on a bus, under one name as their source. EventBridge encrypts them as itself.
 * @param what what the events are, in Pascal case, as in "Main"; part of the sid
 */
export function putEvents(what: string, access: { readonly busArn: string; readonly source: string }): PolicyStatement {
  return {
    sid: `Announce${what}`,
    actions: "events:PutEvents",
    resources: access.busArn,
    // One call puts several events: every one of them has a source, and it is this.
    conditions: {
      "ForAllValues:StringEquals": { "events:source": access.source },
      Null: { "events:source": "false" },
    },
  };
}
