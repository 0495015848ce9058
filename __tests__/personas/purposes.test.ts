import { expect, test } from "vitest";
import { layerNames } from "../../layers/layers";
import { type Purpose, purposes } from "../../layers/security/access/purposes";
import { fill } from "../../layers/security/access/reach";
import { arnPattern } from "../../layers/security/access/service";
import { services } from "../../layers/security/access/services";
import { arnOf } from "../../policies/access/arns";
import type { Resource } from "../../synthesized/linked-stack";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();

/** What a pattern says after the names of organization and environment, up to a wildcard, an account or a part below. */
function purposeIn(pattern: string): string | undefined {
  const [, said = ""] =
    /\{(?:name|primary)\}-([\w-]*)|\{organization\}[_/]\{environment\}[_/]([\w-]*)/.exec(pattern)?.filter(Boolean) ??
    [];
  return said.replaceAll("_", "-").replace(/-$/, "") || undefined;
}

/** The argument that names a resource, where patterns tell some of its type apart. */
const nameArguments: Readonly<Record<string, string>> = {
  aws_athena_workgroup: "name",
  aws_cloudwatch_log_group: "name",
  aws_glue_catalog_database: "name",
  aws_iam_role: "name",
  aws_lambda_function: "function_name",
  aws_s3_bucket: "bucket",
  aws_sagemaker_user_profile: "user_profile_name",
  aws_sqs_queue: "name",
  aws_secretsmanager_secret: "name",
  aws_ssm_parameter: "name",
};

/** The purpose in a name: `log-archive` of `strata-dev-log-archive-111122223333-us-east-1`, or the first part of a path. */
function purposeOf({ type, block, stack }: Resource): string | undefined {
  const name = nameArguments[type] && block.path === undefined ? String(block[nameArguments[type]]) : "";
  const own = new RegExp(`^/?strata[-_/]${stack.environment}[-_/](.*?)(?:-\\d{12}-[a-z0-9-]+)?$`).exec(name);
  return own?.[1]?.split("/")[0]?.replaceAll("_", "-");
}

const named = stacks.flatMap((stack) =>
  [...stack.resources.values()].flatMap((resource) => {
    const purpose = purposeOf(resource);
    return purpose === undefined ? [] : [{ resource, purpose, layer: stack.layer }];
  }),
);
const isOf = ({ purpose, family }: Purpose, other: string) =>
  other === purpose || (family === true && other.startsWith(`${purpose}-`));

test("every purpose that a pattern names is listed, and each that is listed is named by a pattern", () => {
  const patterns = services.flatMap(({ resources }) => Object.values(resources ?? {}));
  const said = new Set(patterns.map(purposeIn).filter((one) => one !== undefined));
  expect([...said].sort()).toEqual(purposes.map(({ purpose }) => purpose).sort());
});

test("every purpose is built by its layers, or declared for a layer to come", () => {
  const always = purposes.filter(({ optional }) => !optional);
  const missing = always.flatMap((purpose) =>
    purpose.layers
      .filter((layer) => (layerNames as string[]).includes(layer))
      .filter((layer) => !named.some((one) => one.layer === layer && isOf(purpose, one.purpose)))
      .map((layer) => `${layer} builds no ${purpose.purpose}`),
  );
  expect(missing).toEqual([]);
});

/** Types whose ARN is known before an apply. */
const withArn = ["aws_cloudwatch_log_group", "aws_iam_role", "aws_lambda_function", "aws_s3_bucket"];

/** Whether a pattern fits the resource, or what is in it, in the environment that it is of. */
function finds(pattern: string, { stack, region }: Resource, arn: string): boolean {
  const { environment, account } = stack;
  return fill(pattern, { organization: "strata", account, sites: [{ environment, region }] }).some((filled) => {
    const regexp = new RegExp(`^${filled.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
    return regexp.test(arn) || regexp.test(`${arn}/object`);
  });
}

test("no name has the rights that are meant for another purpose", () => {
  const patterns = services
    .flatMap((access) => Object.values(access.resources ?? {}).map((resource) => arnPattern(access, resource)))
    .flatMap((pattern) =>
      purposes.filter(({ purpose }) => purpose === purposeIn(pattern)).map((meant) => ({ pattern, meant })),
    );
  const found = named
    .filter(({ resource }) => withArn.includes(resource.type))
    .flatMap((one) =>
      patterns
        .filter(({ pattern }) => finds(pattern, one.resource, arnOf(one.resource)))
        .map(({ meant }) => ({ ...one, meant })),
    );
  const strangers = found.filter(
    ({ meant, purpose, layer }) => !(isOf(meant, purpose) && meant.layers.includes(layer)),
  );
  expect(strangers.map(({ resource, meant }) => `${resource.address} has the rights of ${meant.purpose}`)).toEqual([]);
  expect(new Set(found.map(({ meant }) => meant.purpose))).toEqual(
    new Set([
      "access-logs",
      "artifacts",
      "backup",
      "code",
      "lake-processed",
      "lake-raw",
      "lake-results",
      "log",
      "model-invocations",
      "rotate",
      "sagemaker",
      "site",
      "trail",
      "users",
    ]),
  );
});
