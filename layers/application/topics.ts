import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { publishersOf } from "./publishers";

/** The topics of an environment by name. None where the recovery strategy restores from backups. */
export function buildTopics(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Readonly<Record<string, EncryptedTopic>> {
  const { site, environment, security, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return {};

  return Object.fromEntries(
    Object.entries(environment.application.events.topics).map(([name, { description }]) => [
      name,
      new EncryptedTopic(stack, `topic-${name}`, {
        site,
        purpose: name,
        displayName: description,
        kmsKeyArn: security.streamsKeyArn,
        publishers: publishersOf(foundation, `topics.${name}`),
      }),
    ]),
  );
}
