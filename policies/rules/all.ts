import type { Rule } from "../types";
import { backupTags } from "./backup-tags";
import { confusedDeputy } from "./confused-deputy";
import { deletionProtection } from "./deletion-protection";
import { keyPolicies } from "./key-policies";
import { literalPolicies } from "./literal-policies";
import { logGroups } from "./log-groups";
import { permissionsBoundaries } from "./permissions-boundaries";
import { personas } from "./personas";
import { publicResourcePolicies } from "./public-resource-policies";
import { replicaKeys } from "./replica-keys";
import { singletons } from "./singletons";
import { tierFloors } from "./tier-floors";
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
];
