import type { Rule } from "../types";
import { accessPoints } from "./access-points";
import { apis } from "./apis";
import { athena } from "./athena";
import { backupTags } from "./backup-tags";
import { bucketCopies } from "./bucket-copies";
import { bucketDeliveries } from "./bucket-deliveries";
import { buckets } from "./buckets";
import { builds } from "./builds";
import { caches } from "./caches";
import { clusters } from "./clusters";
import { confusedDeputy } from "./confused-deputy";
import { copies } from "./copies";
import { databaseAdministrators } from "./database-administrators";
import { databaseDefaults } from "./database-defaults";
import { databaseEvents } from "./database-events";
import { databaseLogs } from "./database-logs";
import { deletionProtection } from "./deletion-protection";
import { edge } from "./edge";
import { glue } from "./glue";
import { guardedModels } from "./guarded-models";
import { ignoredChanges } from "./ignored-changes";
import { imageRepositories } from "./image-repositories";
import { keyPolicies } from "./key-policies";
import { literalPolicies } from "./literal-policies";
import { logGroups } from "./log-groups";
import { messages } from "./messages";
import { modelServing } from "./model-serving";
import { permissionsBoundaries } from "./permissions-boundaries";
import { personas } from "./personas";
import { privateSubnets } from "./private-subnets";
import { publicResourcePolicies } from "./public-resource-policies";
import { redundancy } from "./redundancy";
import { replicaKeys } from "./replica-keys";
import { schedules } from "./schedules";
import { secrets } from "./secrets";
import { secretsInState } from "./secrets-in-state";
import { serviceLinkedRoles } from "./service-linked-roles";
import { serviceSettings } from "./service-settings";
import { singletons } from "./singletons";
import { sparkAndHadoop } from "./spark-and-hadoop";
import { streams } from "./streams";
import { tableCapacity } from "./table-capacity";
import { tierFloors } from "./tier-floors";
import { trails } from "./trails";
import { transitEncryption } from "./transit-encryption";
import { userPools } from "./user-pools";
import { vectorCollections } from "./vector-collections";
import { wildcardPermissions } from "./wildcard-permissions";
import { writeOnce } from "./write-once";
import { zones } from "./zones";

/** The platform's own rules, in the order of their ids. */
export const allRules: readonly Rule[] = [
  literalPolicies,
  publicResourcePolicies,
  confusedDeputy,
  permissionsBoundaries,
  wildcardPermissions,
  keyPolicies,
  logGroups,
  replicaKeys,
  tierFloors,
  zones,
  writeOnce,
  deletionProtection,
  backupTags,
  singletons,
  personas,
  redundancy,
  privateSubnets,
  transitEncryption,
  databaseDefaults,
  secretsInState,
  databaseLogs,
  databaseEvents,
  caches,
  tableCapacity,
  copies,
  bucketCopies,
  buckets,
  sparkAndHadoop,
  glue,
  athena,
  serviceSettings,
  secrets,
  ignoredChanges,
  databaseAdministrators,
  accessPoints,
  bucketDeliveries,
  serviceLinkedRoles,
  clusters,
  imageRepositories,
  apis,
  userPools,
  messages,
  guardedModels,
  vectorCollections,
  edge,
  trails,
  builds,
  modelServing,
  streams,
  schedules,
];
