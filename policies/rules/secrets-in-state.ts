import type { Resource } from "../../synthesized/linked-stack";
import { isOn, resourcesOf, valuesAt } from "../platform";
import { isCopy, isGlobal } from "../recovery";
import type { Finding, Platform, Rule } from "../types";

/** Arguments whose value Terraform keeps in its state, readable. */
export const secretArguments: readonly { readonly type: string; readonly attribute: string; readonly key?: string }[] =
  [
    { type: "aws_db_instance", attribute: "password" },
    { type: "aws_elasticache_replication_group", attribute: "auth_token" },
    { type: "aws_elasticache_user", attribute: "authentication_mode.passwords" },
    { type: "aws_elasticache_user", attribute: "passwords" },
    { type: "aws_glue_connection", attribute: "connection_properties", key: "PASSWORD" },
    { type: "aws_rds_cluster", attribute: "master_password" },
    { type: "aws_secretsmanager_secret_version", attribute: "secret_binary" },
    { type: "aws_secretsmanager_secret_version", attribute: "secret_string" },
  ];

/** A database says where its administrator's password comes from, and a global database cannot leave it to RDS. */
function passwordFindings(platform: Platform, database: Resource): Finding[] {
  const { manage_master_user_password, master_password_wo, password_wo, snapshot_identifier } = database.block;
  const isManaged = isOn(manage_master_user_password);
  if (isManaged && isGlobal(platform, database)) {
    const detail = "manage_master_user_password is on, which AWS refuses for the members of a global database";
    return [{ resource: database, detail }];
  }
  const given = [master_password_wo, password_wo, snapshot_identifier, database.block.replicate_source_db];
  if (isManaged || isCopy(database) || given.some((value) => value !== undefined)) return [];
  return [{ resource: database, detail: "has neither a managed nor a write-only password" }];
}

export const secretsInState: Rule = {
  id: "STRATA020",
  title: "No password and no secret value is in the state",
  severity: "critical",
  control: "Well-Architected SEC02-BP03",
  cause: "Everyone who may read the state, as every plan does, can read the password.",
  fix: "Let AWS manage the password, or use the write-only argument (master_password_wo, secret_string_wo).",
  check: (platform) => [
    ...platform.stacks
      .flatMap(({ dataSources }) => [...dataSources.values()])
      .filter(({ type }) => type === "data.aws_secretsmanager_secret_version")
      .map((resource) => ({ resource, detail: "reads a secret, whose value is kept in the state" })),
    ...secretArguments.flatMap(({ type, attribute, key }) => {
      const path = key === undefined ? attribute : `${attribute}.${key}`;
      return resourcesOf(platform, type)
        .filter(({ block }) => valuesAt(block, path).length > 0)
        .map((resource) => ({ resource, detail: `${path} is kept in the state` }));
    }),
    ...resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap((database) =>
      passwordFindings(platform, database),
    ),
  ],
};
