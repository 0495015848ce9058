import * as analytics from "./analytics";
import * as applications from "./applications";
import * as bucketDeliveries from "./bucket-deliveries";
import * as buckets from "./buckets";
import * as builds from "./builds";
import * as cachesAndTables from "./caches-and-tables";
import type { Case } from "./case";
import * as containers from "./containers";
import * as copies from "./copies";
import * as databaseOperation from "./database-operation";
import * as databases from "./databases";
import * as edge from "./edge";
import * as encryption from "./encryption";
import * as ignoredChanges from "./ignored-changes";
import * as models from "./models";
import * as modelsAndStreams from "./models-and-streams";
import * as personas from "./personas";
import * as policies from "./policies";
import * as redundancy from "./redundancy";
import * as resilience from "./resilience";
import * as secrets from "./secrets";
import * as serviceLinkedRoles from "./service-linked-roles";
import * as subnets from "./subnets";
import * as trails from "./trails";

const groups = [
  analytics,
  applications,
  bucketDeliveries,
  buckets,
  builds,
  cachesAndTables,
  containers,
  copies,
  databaseOperation,
  databases,
  edge,
  encryption,
  ignoredChanges,
  models,
  modelsAndStreams,
  personas,
  policies,
  redundancy,
  resilience,
  secrets,
  serviceLinkedRoles,
  subnets,
  trails,
];
/** The cases of all rules. */
export const cases: readonly Case[] = groups.flatMap((group) => Object.values(group)).flat();
