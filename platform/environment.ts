import { z } from "zod";
import { stateConfig } from "./backends/config";
import { recoveryConfig } from "./recovery";
import { regionName } from "./regions";

/** How much an environment is worth protecting. The tier chooses the default of every knob that has one by tier. */
export const tiers = ["sandbox", "nonproduction", "production"] as const;
export type Tier = (typeof tiers)[number];

/** Retention periods CloudWatch Logs accepts, in days (API reference of `PutRetentionPolicy`). */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const name = z.string().regex(/^[a-z][a-z0-9]{1,7}$/, "2 to 8 lower-case letters and digits, starting with a letter");

/** What every layer needs to know of its environment. Each layer adds its section. */
export const frameConfig = z.strictObject({
  name: name.describe("Name of the environment, part of every resource name. 2 to 8 lower-case letters and digits."),
  organization: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,11}$/, "2 to 12 lower-case letters and digits, starting with a letter")
    .describe(
      "First part of every resource name. 2 to 12 lower-case letters and digits. A change replaces almost every resource, " +
        "with all that it holds.",
    ),
  tier: z.enum(tiers).describe("How much protection the environment needs. Sets the defaults of all other values."),
  account: z
    .string()
    .regex(/^\d{12}$/, 'an AWS account id: 12 digits in quotes, as in "111122223333"')
    .describe("AWS account id, 12 digits in quotes. The provider refuses to touch any other account."),
  region: regionName.describe('AWS region, as in "us-east-1".'),
  zones: z
    .array(z.string())
    .min(2, "two to four availability zones")
    .max(4, "two to four availability zones")
    .describe(
      "Availability zones of the region, two to four, in any order. Three from tier nonproduction up. Each keeps its address " +
        "ranges whatever the others are.",
    ),
  domain: z
    .hostname("a domain name")
    .regex(/\.[a-z-]{2,63}$/i, "a domain name, which ends in letters")
    .max(200, "a domain name of at most 200 characters: names below it are longer")
    .describe(
      'Public domain of the environment, as in "dev.example.com". Delegate it to the hosted zone of the environment. A ' +
        "change replaces that zone, and the new one has to be delegated.",
    ),
  owners: z
    .strictObject({
      team: z
        .string()
        .regex(/^[\w .:/=+@-]{1,128}$/, "1 to 128 letters, digits, spaces or _.:/=+-@")
        .describe("Team that is responsible for the environment. Becomes the tag `owner`."),
      email: z.email("an e-mail address").describe("Address that receives alarms, budget notices and findings."),
      costCenter: z
        .string()
        .regex(/^[\w .:/=+@-]{1,128}$/, "1 to 128 letters, digits, spaces or _.:/=+-@")
        .describe("Cost center that pays the bill. Becomes the tag `cost-center`."),
    })
    .describe("Who is responsible for the environment and pays for it."),
  tags: z
    .record(
      z
        .string()
        .regex(
          /^(?!\s|[Aa][Ww][Ss]:)[\w .:/=+@-]{1,128}(?<!\s)$/,
          "a tag key: 1 to 128 letters, digits, spaces (not at its ends) or _.:/=+-@, and not aws: in front",
        ),
      z.string().regex(/^[\w .:/=+@-]{0,256}$/, "a tag value: up to 256 letters, digits, spaces or _.:/=+-@"),
    )
    .describe("Tags of every resource, in addition to those that the platform sets. At most 35."),
  logRetentionDays: z
    .literal([...logRetentionDays])
    .describe("Days to keep service logs in CloudWatch Logs. One of the periods that CloudWatch Logs accepts."),
  deletionProtection: z
    .boolean()
    .describe(
      "Deletion protection and final snapshots on; `force_destroy` off. True above tier sandbox, except in an environment in retirement.",
    ),
  retirement: z
    .string()
    .regex(/\S.{8,}\S/, "a reason of 10 characters or more")
    .optional()
    .describe("Why the environment will be destroyed. Required by `deletionProtection: false` above tier sandbox."),
  terraformVersion: z
    .string()
    .regex(/^1\.(1[1-9]|[2-9]\d)\.\d+$/, "a Terraform version from 1.11.0 below 2.0.0, as in 1.11.4")
    .describe("Lowest Terraform version that may apply the environment. State only moves forward: upgrade dev first."),
  state: stateConfig,
  owns: z
    .strictObject({
      account: z
        .boolean()
        .describe(
          "Creates settings that an account has once: S3 public access block, IAM password policy, management events, issuers.",
        ),
      region: z
        .boolean()
        .describe(
          "Creates settings that an account has once per region: EBS encryption, AWS Config, GuardDuty, encryption of the catalog.",
        ),
    })
    .describe("Settings that exist once per account or region. Exactly one environment of an account owns each."),
  adopted: z
    .record(
      z.string(),
      z.record(
        z
          .string()
          .regex(/^aws_[a-z0-9_]+\.[a-z0-9_]+$/, "the address of a resource, as in aws_guardduty_detector.guardduty"),
        z.string().min(1),
      ),
    )
    .optional()
    .describe(
      "Resources that the account already has, by layer and address, each with its import id: Terraform imports them " +
        "instead of creating them. `strata adopt` writes it. Keep it: a finished import changes nothing.",
    ),
  recovers: name
    .optional()
    .describe("Name of the environment that this one recovers in another region. Absent for a primary environment."),
  recovery: recoveryConfig
    .optional()
    .describe("How this environment is recovered in another region. Absent where no other recovers it."),
});

/** The frame of an environment as it comes out of its file, plus the primary it recovers, when it does. */
export type EnvironmentFrame = z.infer<typeof frameConfig> & {
  /** The environment named by `recovers`. The dependency runs one way: the primary does not know its follower. */
  readonly primary?: EnvironmentFrame;
};

/** Like `T`, with every property optional all the way down; lists stay whole. */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** Values that a section of the environment file takes by tier where the file says nothing. */
export type TierDefaults<Schema extends z.ZodType> = Record<Tier, DeepPartial<z.infer<Schema>>>;

/** An environment has an account to itself unless its file says otherwise. */
const owns = { account: true, region: true };

export const frameDefaults = {
  sandbox: { logRetentionDays: 14, deletionProtection: false, owns },
  nonproduction: { logRetentionDays: 90, deletionProtection: true, owns },
  production: { logRetentionDays: 400, deletionProtection: true, owns },
} satisfies TierDefaults<typeof frameConfig>;

/** Id of the stack, its folder and its state: `<environment>-<layer>`. */
export function stackId(environment: string, layer: string): string {
  return `${environment}-${layer}`;
}
