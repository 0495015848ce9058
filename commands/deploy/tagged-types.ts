/** How a resource whose id AWS makes up is recognized, imported and deleted. */
export interface TaggedType {
  /** Service and kind in its ARN, as in `kms:key/`. */
  readonly arn: string;
  /** What imports it: the end of its ARN, or all of it. */
  readonly importedBy: "id" | "arn";
  /** Command of the AWS CLI that deletes it; `{id}` and `{arn}` are its own. */
  readonly remove: string;
}

const ec2 = (kind: string, remove: string): TaggedType => ({
  arn: `ec2:${kind}/`,
  importedBy: "id",
  remove: `ec2 ${remove} {id}`,
});

/**
 * Types that get their id from AWS when they are created, and their tags with it (section "Import" of each resource in the
 * documentation of the provider; ARNs: Service Authorization Reference). What is not here has a name, and AWS refuses to
 * create it twice, or cannot be found by tags.
 */
export const taggedTypes: Readonly<Record<string, TaggedType>> = {
  aws_acm_certificate: {
    arn: "acm:certificate/",
    importedBy: "arn",
    remove: "acm delete-certificate --certificate-arn {arn}",
  },
  aws_backup_plan: {
    arn: "backup:backup-plan:",
    importedBy: "id",
    remove: "backup delete-backup-plan --backup-plan-id {id}",
  },
  aws_cognito_user_pool: {
    arn: "cognito-idp:userpool/",
    importedBy: "id",
    remove: "cognito-idp delete-user-pool --user-pool-id {id}",
  },
  aws_eip: ec2("elastic-ip", "release-address --allocation-id"),
  aws_flow_log: ec2("vpc-flow-log", "delete-flow-logs --flow-log-ids"),
  aws_internet_gateway: ec2("internet-gateway", "delete-internet-gateway --internet-gateway-id"),
  aws_kms_key: { arn: "kms:key/", importedBy: "id", remove: "kms schedule-key-deletion --key-id {id}" },
  aws_launch_template: ec2("launch-template", "delete-launch-template --launch-template-id"),
  aws_nat_gateway: ec2("natgateway", "delete-nat-gateway --nat-gateway-id"),
  aws_network_acl: ec2("network-acl", "delete-network-acl --network-acl-id"),
  aws_route53_health_check: {
    arn: "route53:healthcheck/",
    importedBy: "id",
    remove: "route53 delete-health-check --health-check-id {id}",
  },
  aws_route53_zone: {
    arn: "route53:hostedzone/",
    importedBy: "id",
    remove: "route53 delete-hosted-zone --id {id}",
  },
  aws_route_table: ec2("route-table", "delete-route-table --route-table-id"),
  aws_secretsmanager_secret: {
    arn: "secretsmanager:secret:",
    importedBy: "arn",
    remove: "secretsmanager delete-secret --secret-id {arn}",
  },
  aws_security_group: ec2("security-group", "delete-security-group --group-id"),
  aws_subnet: ec2("subnet", "delete-subnet --subnet-id"),
  aws_vpc: ec2("vpc", "delete-vpc --vpc-id"),
  aws_vpc_endpoint: ec2("vpc-endpoint", "delete-vpc-endpoints --vpc-endpoint-ids"),
};
