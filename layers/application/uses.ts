import { putEvents } from "../../modules/events/grants";
import { functionArn, liveAlias } from "../../modules/functions/function-arn";
import { invokeLive } from "../../modules/functions/grants";
import type { Kinds } from "../../modules/identity/access";
import { publishMessages } from "../../modules/notifications/grants";
import { receiveMessages, sendMessages } from "../../modules/queues/grants";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import { entryOf } from "../../platform/published-contract";
import type { securityOutputs } from "../security/outputs";
import type { applicationOutputs } from "./outputs";

/** What a layer knows whose services and functions use what the application layer offers. */
type ApplicationUsers = Pick<Foundation, "site" | "upstream"> & {
  readonly security: ContractValues<typeof securityOutputs>;
};

/** Queues, topics and bus by name: those of the contract, or those that the layer itself has just built. */
export interface Offered {
  readonly queue: (name: string) => { readonly arn: string; readonly url: string };
  readonly topic: (name: string) => { readonly arn: string };
  readonly bus: (name: string) => { readonly arn: string; readonly busName: string };
}

/**
 * What using the offers of the `application` section comes to, for those outside the cluster: a service is reached from
 * inside only.
 */
export function applicationUses({ site, security, upstream }: ApplicationUsers, offered: Offered): Kinds {
  const { region } = site;
  const kmsKeyArn = security.streamsKeyArn;
  const hasMessaging = upstream?.strategy !== "backup-restore";
  return {
    queues: ({ name, what, level }) => {
      if (!hasMessaging) return undefined;
      const { arn, url } = offered.queue(name);
      const grant = level === "consume" ? receiveMessages : sendMessages;
      return { statements: grant(what, { arn, kmsKeyArn, region }), variables: { URL: url }, places: ["sqs"] };
    },

    topics: ({ name, what }) => {
      if (!hasMessaging) return undefined;
      const { arn } = offered.topic(name);
      return {
        statements: publishMessages(what, { arn, kmsKeyArn, region }),
        variables: { ARN: arn },
        places: ["internet"],
      };
    },

    bus: ({ user, name, what }) => {
      if (!hasMessaging) return undefined;
      const { arn, busName } = offered.bus(name);
      return {
        statements: [putEvents(what, { busArn: arn, source: user })],
        variables: { NAME: busName, SOURCE: user },
        places: ["events"],
      };
    },

    // Spelled out, so that functions may invoke each other, and those of layers that are built later.
    functions: ({ name, what }) => {
      const arn = functionArn(site, name);
      return {
        statements: [invokeLive(what, arn)],
        variables: { ARN: `${arn}:${liveAlias}` },
        places: ["internet"],
      };
    },
  };
}

/** Queues, topics and bus as the contract names them. */
export function offeredBy(application: ContractValues<typeof applicationOutputs>): Offered {
  return {
    queue: (name) => ({ arn: entryOf(application.queueArns, name), url: entryOf(application.queueUrls, name) }),
    topic: (name) => ({ arn: entryOf(application.topicArns, name) }),
    bus: () => ({ arn: application.eventBusArn, busName: application.eventBusName }),
  };
}
