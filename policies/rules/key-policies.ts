import type { Resource } from "../../synthesized/linked-stack";
import { pointingAt, resourcesOf, targetsOf, valueAt, valuesAt } from "../platform";
import { allowsAction, parseStatements, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";
import { backedUp, containerKeys, deliveries, type KeyUser, keyAttributes } from "./key-uses";

const keyTypes = ["aws_kms_key", "aws_kms_replica_key"];

/** A resource that needs a key, and as whom. */
interface Need {
  readonly resource: Resource;
  readonly key: Resource;
  readonly user: KeyUser;
}

function keysNamed(resource: Resource, attribute: string): Resource[] {
  const targets = targetsOf(resource.stack, valuesAt(resource.block, attribute));
  return targets.filter(({ type }) => keyTypes.includes(type));
}

function ownNeeds(platform: Platform): Need[] {
  return keyAttributes.flatMap(({ type, attribute, user }) =>
    resourcesOf(platform, type).flatMap((resource) =>
      keysNamed(resource, attribute).map((key) => ({ resource, key, user })),
    ),
  );
}

function keysOf(platform: Platform, container: Resource): Resource[] {
  if (!(container.type in containerKeys)) return [];
  const attribute = containerKeys[container.type as keyof typeof containerKeys];
  const holders =
    container.type === "aws_s3_bucket"
      ? pointingAt(platform, container, "aws_s3_bucket_server_side_encryption_configuration", "bucket")
      : [container];
  return holders.flatMap((holder) => keysNamed(holder, attribute));
}

function deliveryNeeds(platform: Platform): Need[] {
  return deliveries.flatMap(({ type, attribute, principal }) =>
    resourcesOf(platform, type).flatMap((resource) =>
      targetsOf(resource.stack, valuesAt(resource.block, attribute))
        .flatMap((container) => keysOf(platform, container))
        .map((key) => ({ resource, key, user: { principal } })),
    ),
  );
}

/** A vault takes the recovery points of its environment, and copies of those of the environment that it recovers. */
function vaultNeeds(platform: Platform): Need[] {
  return resourcesOf(platform, "aws_backup_vault").flatMap((resource) => {
    const { environment, producers } = resource.stack;
    const environments = new Set([environment, ...[...producers.values()].map((producer) => producer.environment)]);
    const services = backedUp
      .filter(({ type }) =>
        resourcesOf(platform, type).some(
          ({ stack, block }) => environments.has(stack.environment) && valueAt(block, "tags.backup") !== undefined,
        ),
      )
      .map(({ through }) => through);
    return keysNamed(resource, "kms_key_arn").flatMap((key) =>
      [...new Set(services)].map((through) => ({ resource, key, user: { through } })),
    );
  });
}

function policiesOf(platform: Platform, key: Resource): unknown[] {
  const apart = pointingAt(platform, key, "aws_kms_key_policy", "key_id").map(({ block }) => block.policy);
  return [key.block.policy, ...apart].filter((policy) => policy !== undefined);
}

function lets(statement: Statement, user: KeyUser, region: string): boolean {
  if (!allowsAction(statement, "kms:Decrypt") && !allowsAction(statement, "kms:GenerateDataKey")) return false;
  if (user.principal !== undefined) {
    return statement.principals.some(
      ({ kind, id }) => kind === "Service" && id === user.principal.replace("{region}", region),
    );
  }
  const via = statement.conditions.find(({ key }) => key === "kms:viaservice");
  const isAccount = statement.principals.some(({ kind, id }) => kind === "AWS" && (id === "*" || id.endsWith(":root")));
  return isAccount && (via === undefined || via.values.includes(`${user.through}.${region}.amazonaws.com`));
}

function findingOf(platform: Platform, { resource, key, user }: Need): Finding[] {
  const policies = policiesOf(platform, key).map(parseStatements);
  // The default policy lets the whole account in; literal-policies answers for one that cannot be read.
  if (policies.length === 0 && user.through !== undefined) return [];
  if (policies.includes(undefined)) return [];
  if (policies.some((statements) => statements?.some((statement) => lets(statement, user, key.region)))) return [];
  const who = user.principal?.replace("{region}", key.region) ?? `the account through ${user.through}`;
  const where = key.stack === resource.stack ? key.address : `${key.stack.id} ${key.address}`;
  return [{ resource, detail: `the policy of ${where} does not let ${who} use the key` }];
}

export const keyPolicies: Rule = {
  id: "STRATA006",
  title: "A key's policy lets in everyone who has to encrypt with it",
  severity: "high",
  control: "Well-Architected SEC08-BP01",
  cause:
    "KMS denies the service when it writes or reads, after an apply without errors: logs, events or backups are lost.",
  fix: "Add the service to the use of the key in layers/security/keys.ts.",
  check: (platform) =>
    [...ownNeeds(platform), ...deliveryNeeds(platform), ...vaultNeeds(platform)].flatMap((need) =>
      findingOf(platform, need),
    ),
};
