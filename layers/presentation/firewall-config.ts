import { z } from "zod";
import { managedGroupNames } from "../../modules/firewall/managed-groups";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const action = z.enum(["block", "count"]);
const owner = plainName(2, 32).describe("Team that answers for it.");
const until = z.iso.date("a day, as in 2027-03-31").describe("Last day that it holds.");
const reason = z
  .string()
  .regex(/\S.{8,}\S/, "a reason of 10 characters or more")
  .describe("Why.");

const group = z.strictObject({
  action: action.describe("block: refuse what the group finds. count: let it through, and count it."),
  owner: owner.optional(),
  until: until.optional(),
});

const exception = z.strictObject({
  group: z.enum(managedGroupNames).describe("Managed group that the rule belongs to."),
  rule: z
    .string()
    .regex(/^[A-Za-z0-9_]{4,64}$/, "the name of a rule, as in SizeRestrictions_BODY")
    .optional()
    .describe("Rule of the group that counts instead of refusing, as AWS names it. All of the group when absent."),
  route: reference(["routes"], "Route whose requests the group does not look at. All requests when absent.").optional(),
  reason,
  owner,
  until,
});

const codes = z.array(z.int().min(100).max(599)).min(1).max(10).superRefine(distinct());

const signIn = z
  .strictObject({
    route: reference(["routes"], "Route that people sign in on."),
    path: z
      .string()
      .regex(/^\/[\w\-./~]{0,255}$/, "a path without *, as in /login")
      .describe("Path that name and password are sent to, by POST."),
    payload: z.enum(["json", "form"]).describe("How name and password come."),
    usernameField: z.string().regex(/^[\w\-./]{1,512}$/, "a field, as in /username of JSON or username of a form"),
    passwordField: z.string().regex(/^[\w\-./]{1,512}$/, "a field, as in /password of JSON or password of a form"),
    answers: z
      .strictObject({ success: codes, failure: codes })
      .describe("Status codes that answer the right password, and a wrong one."),
  })
  .describe("Where people sign in, for the group account-takeover.");

const addresses = z
  .array(z.cidrv4("a range of IPv4 addresses, as in 198.51.100.0/24"))
  .max(10_000)
  .superRefine(distinct());

/** The `presentation.waf` section of an environment file. */
export const firewallConfig = z
  .strictObject({
    action: action.describe("Action for requests that match a rule. block from tier nonproduction up."),
    managedGroups: z
      .partialRecord(z.enum(managedGroupNames), group)
      .describe("Managed rule groups of AWS. In tier production, one that only counts has an owner and a last day."),
    botInspection: z
      .enum(["common", "targeted"])
      .describe(
        "What the group bot-control looks for. common: bots that identify themselves. targeted: also those that do not; costs more.",
      ),
    signIn: signIn.optional(),
    exceptions: z
      .record(plainName(2, 40), exception)
      .describe(
        "Exceptions from managed groups, by a name that you choose: one rule everywhere, or all of a group for a route.",
      ),
    ratePer5Minutes: z
      .int()
      .describe(
        "Requests of one address within 5 minutes, all hosts together; more are refused. At least 10 (WAF quota).",
      ),
    mostBodyKiB: z
      .literal([16, 32, 48, 64])
      .describe(
        "Largest body of a request, in KiB: 16, 32, 48 or 64, as much as WAF looks at. More than 16 costs extra. Files go to " +
          "S3, past CloudFront.",
      ),
    blockedAddresses: addresses.describe("IPv4 ranges that are refused everywhere."),
    allowedAddresses: addresses.describe("IPv4 ranges that no other rule looks at."),
  })
  .describe("Web ACLs of WAF, in front of CloudFront, load balancer and partner API.");

const blocking = { action: "block" as const };
const counting = { action: "count" as const };

const usual = (each: { readonly action: "block" | "count" }) => ({
  "ip-reputation": each,
  "known-bad-inputs": each,
  common: each,
  "sql-injection": each,
});

const shared = {
  botInspection: "common" as const,
  exceptions: {},
  mostBodyKiB: 16 as const,
  blockedAddresses: [],
  allowedAddresses: [],
};

export const firewallDefaults = {
  sandbox: { ...shared, action: "count", managedGroups: usual(counting), ratePer5Minutes: 10_000 },
  nonproduction: { ...shared, action: "block", managedGroups: usual(blocking), ratePer5Minutes: 10_000 },
  production: {
    ...shared,
    action: "block",
    managedGroups: { ...usual(blocking), "anonymous-ip": blocking, "bot-control": blocking },
    ratePer5Minutes: 2000,
  },
} satisfies TierDefaults<typeof firewallConfig>;
