import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { fill, type Reach } from "./reach";

/** What people do with a service besides changing how it is set up. Each persona does some of it. */
export type Work = "approve" | "develop" | "observe" | "operate" | "redrive" | "study" | "switch" | "train";

/** Policies for changes of infrastructure. Each holds so many services because IAM limits the length of one. */
export type ChangePolicy = "infrastructure" | "applications" | "data-services" | "detection";

/** Actions, and what they are allowed on. */
export interface Grant<Resource extends string = string> {
  readonly sid: string;
  /** Without the prefix of the service, unless they belong to another. */
  readonly actions: readonly string[];
  /** @default `*`, for actions that know no resource */
  readonly on?: readonly NoInfer<Resource>[];
  /** As in a policy. Values are filled in like resources. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * An AWS service as policies see it. The permissions boundary, the policies of people and those of the pipeline are put
 * together from these; a new service is a file in this folder and a line in `services.ts`.
 */
export interface ServiceAccess<Resource extends string = string> {
  /** What its actions and ARNs begin with. Roles of the platform may use it at all because it is listed. */
  readonly prefix: string;
  /** Other prefixes of its actions, which only roles of the platform use: as rds-db, to sign in to a database. */
  readonly alsoPrefixes?: readonly string[];
  /** It has no regions, or answers from us-east-1 wherever the caller is. @default false */
  readonly global?: boolean;
  /**
   * Its resources by the end of their ARN, or the whole ARN of those in no region or in another: type and name, or `*`
   * where AWS names by ids within account and region. The type is spelled out: IAM takes no wildcard in its place. `{name}`, `{primary}`,
   * `{organization}`, `{environment}`, `{account}` and `{region}` are filled in (`fill`).
   */
  readonly resources?: Readonly<Record<Resource, string>>;
  /**
   * Reads of how it is set up, as a Terraform refresh makes them, on any resource. Where some reads answer with what
   * users store, or with credentials, the others are listed one by one.
   */
  readonly read?: readonly string[];
  readonly change?: {
    readonly policy: ChangePolicy;
    /** What may be created, changed and deleted. */
    readonly on?: readonly NoInfer<Resource>[];
    /** Actions on that. @default all */
    readonly actions?: readonly string[];
    /** Changes that know no resource. */
    readonly unbound?: readonly string[];
  };
  readonly work?: Readonly<Partial<Record<Work, readonly Grant<NoInfer<Resource>>[]>>>;
  /**
   * Calls that read or write the data it holds, or run code that does. Principals that change infrastructure may not.
   */
  readonly data?: readonly string[];
  /** Operations that a person who changes infrastructure leaves to others. */
  readonly notDeployers?: readonly string[];
  /** Calls that blind or weaken what watches and protects, or share a copy. No role of the platform, ever. */
  readonly never?: readonly string[];
  /** Deletions that lose data. Above tier sandbox they ask for the break-glass tag. */
  readonly loses?: readonly string[];
}

/** Checks that a service names only its own resources. */
export function service<const Resource extends string = never>(
  access: ServiceAccess<Resource>,
): ServiceAccess<Resource> {
  return access;
}

/** `Describe*` of rds is `rds:Describe*`; an action of another service has its prefix already. */
export function actionsOf({ prefix }: ServiceAccess, actions: readonly string[] = []): string[] {
  return actions.map((action) => (action.includes(":") ? action : `${prefix}:${action}`));
}

/**
 * Pattern of an ARN of the service. A name tells the environment, so its region is left open; where AWS names by ids,
 * the region tells.
 */
export function arnPattern({ prefix }: ServiceAccess, resource: string): string {
  if (resource.startsWith("arn:")) return resource;
  const region = /\{(name|primary|environment)\}/.test(resource) ? "*" : "{region}";
  return `arn:aws:${prefix}:${region}:{account}:${resource}`;
}

/** ARNs of resources of a service, at every site. */
export function arnsOf<Resource extends string>(
  reach: Reach,
  access: ServiceAccess<Resource>,
  ...resources: readonly Resource[]
): string[] {
  return resources.flatMap((resource) => fill(arnPattern(access, access.resources?.[resource] ?? ""), reach));
}

/** The statements of some work with a service. */
export function statementsOf(reach: Reach, access: ServiceAccess, work: Work): PolicyStatement[] {
  return (access.work?.[work] ?? []).map(({ sid, actions, on, conditions }) => ({
    sid,
    actions: actionsOf(access, actions),
    resources: on ? arnsOf(reach, access, ...on) : "*",
    ...(conditions && { conditions: filled(conditions, reach) }),
  }));
}

function filled(
  conditions: NonNullable<Grant["conditions"]>,
  reach: Reach,
): NonNullable<PolicyStatement["conditions"]> {
  const each = <V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  const unwrapped = (value: string | readonly string[]) => {
    const values = [value].flat().flatMap((one) => fill(one, reach));
    const [only] = values;
    return only !== undefined && values.length === 1 ? only : values;
  };
  return each(conditions, (operator) => each(operator, unwrapped));
}
