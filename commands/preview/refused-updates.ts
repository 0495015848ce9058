/** Updates that AWS refuses in some state of a resource, by type: the arguments, and what has to be done first. */
export const refusedUpdates: Readonly<
  Record<string, { readonly arguments: readonly string[]; readonly first: string }>
> = {
  // EMR Serverless changes an application in state CREATED or STOPPED only (hashicorp/terraform-provider-aws 49109).
  aws_emrserverless_application: {
    arguments: ["maximum_capacity", "initial_capacity", "network_configuration", "release_label"],
    first: "stop the application (aws emr-serverless stop-application): it is not changed while it is started.",
  },
  // Provider 5.100.0 does not know what AWS answers today (hashicorp/terraform-provider-aws 45398).
  aws_rds_global_cluster: {
    arguments: ["engine_version"],
    first: "upgrade its clusters (docs/runbooks/upgrade-the-database.md): the provider fails at this.",
  },
};
