/** What is safer when true, by its name, or by the name of its block and its own. */
const onIsSafer =
  /^(storage_encrypted|encrypted|encryption_enabled|at_rest_encryption_enabled|transit_encryption_enabled|enable_key_rotation|enable_log_file_validation|enable_logging|is_enabled|is_multi_region_trail|drop_invalid_header_fields|enable_network_isolation|enable_inter_container_traffic_encryption|block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|iam_database_authentication_enabled|require_tls|requires_mfa|authorization_enabled|point_in_time_recovery|actions_enabled|multi_az|multi_az_enabled|automatic_failover_enabled|scan_on_push|prevent_destroy|enforce_workgroup_configuration|(point_in_time_recovery|server_side_encryption|encrypt_at_rest|node_to_node_encryption|access_logs|connection_logs)\.enabled)$/;

/** What is safer when false. */
const offIsSafer =
  /^(publicly_accessible|map_public_ip_on_launch|assign_public_ip|associate_public_ip_address|endpoint_public_access|privileged_mode|privileged)$/;

/** A number that says how long something is kept. */
const keeping =
  /^(retention_in_days|retention_days|backup_retention_period|retention_period|snapshot_retention_limit|deletion_window_in_days|recovery_window_in_days|recovery_period_in_days|message_retention_seconds|delete_after|min_retention_days|performance_insights_retention_period|max_age_days|noncurrent_days|log_retention_hours|expiration\.days|default_retention\.(days|years))$/;

const customerKey = /^(kms_key|kms_key_id|kms_key_arn|kms_master_key_id|kms_master_key_arn|kms_key_identifier)$/;

const tlsVersion = /^(ssl_policy|minimum_protocol_version|security_policy|tls_policy)$/;

/** Values that protect, the weakest first, by the name of the argument, or by those of its block and its own. */
const ladders: Readonly<Record<string, readonly string[]>> = {
  http_tokens: ["optional", "required"],
  sse_algorithm: ["AES256", "aws:kms", "aws:kms:dsse"],
  encryption_type: ["NONE", "KMS"],
  client_broker: ["PLAINTEXT", "TLS_PLAINTEXT", "TLS"],
  image_tag_mutability: ["MUTABLE", "IMMUTABLE"],
  viewer_protocol_policy: ["allow-all", "redirect-to-https", "https-only"],
  origin_protocol_policy: ["http-only", "match-viewer", "https-only"],
  protocol: ["HTTP", "HTTPS"],
  input_strength: ["NONE", "LOW", "MEDIUM", "HIGH"],
  output_strength: ["NONE", "LOW", "MEDIUM", "HIGH"],
  "default_retention.mode": ["GOVERNANCE", "COMPLIANCE"],
  "versioning_configuration.status": ["Disabled", "Suspended", "Enabled"],
};

/** Lists of which every item counts: topics to notify, and kinds of logs. */
const protectingLists = /^(alarm_actions|enabled_cloudwatch_logs_exports|enabled_cluster_log_types)$/;

/** What gets weaker at any depth: a sentence for each. Lists are compared item by item. @param block name of what holds it */
export function weakerLeaves(before: unknown, after: unknown, block = ""): string[] {
  if (!isTree(before)) return [];
  return Object.entries(before).flatMap(([key, old]) => {
    if (key === "//") return [];
    const now = isTree(after) ? (after as Record<string, unknown>)[key] : undefined;
    if (protectingLists.test(key)) return lostItems(key, old, now);
    // Items of a list are in the block that the list is called.
    if (isTree(old)) return weakerLeaves(old, now, Array.isArray(before) ? block : key);
    const isLower = (name: string) => isWeaker(name, old, now) || (isTree(after) && isBelow(name, old, now));
    const name = [key, `${block}.${key}`].find(isLower);
    return name === undefined ? [] : [sentence(name, old, now)];
  });
}

function isWeaker(name: string, old: unknown, now: unknown): boolean {
  if (onIsSafer.test(name)) return isTrue(old) && !isTrue(now);
  if (offIsSafer.test(name)) return !isTrue(old) && isTrue(now);
  if (customerKey.test(name)) return now === undefined || now === null || now === "";
  if (keeping.test(name)) return Number(now ?? 0) < Number(old);
  return tlsVersion.test(name) && (versionIn(now) ?? 0) < (versionIn(old) ?? 0);
}

/** Whether a value is lower on its ladder. A missing value is below all others. */
function isBelow(name: string, old: unknown, now: unknown): boolean {
  const ladder = ladders[name];
  if (!ladder || (now !== undefined && !ladder.includes(String(now)))) return false;
  return ladder.indexOf(String(now)) < Math.max(0, ladder.indexOf(String(old)));
}

function sentence(name: string, old: unknown, now: unknown): string {
  if (customerKey.test(name)) return `${name} goes: an AWS key, or none, encrypts from now on`;
  return `${name} goes from ${String(old)} to ${now === undefined ? "its default" : String(now)}`;
}

function lostItems(name: string, old: unknown, now: unknown): string[] {
  if (!Array.isArray(old)) return [];
  const left = Array.isArray(now) ? now : [];
  const lost = old.filter((item) => !left.includes(item));
  // As many others in their place, such as a topic that is called otherwise.
  return left.length < old.length ? [`${name} loses ${lost.map(String).join(", ")}`] : [];
}

/** `1.2` of `ELBSecurityPolicy-TLS13-1-2-2021-06` or `TLSv1.2_2021` is 12. */
function versionIn(policy: unknown): number | undefined {
  const [, major, minor] = /(?:TLS(?:v|13-|-)?)?([12])[._-]([0-3])/.exec(String(policy)) ?? [];
  return major === undefined ? undefined : Number(`${major}${minor}`);
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
