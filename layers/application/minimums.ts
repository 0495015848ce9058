import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** Fewest pods of a service: a single one is gone with its zone, and while its node is replaced. */
export const fewestPods = aboveSandbox(2);

/** What they are for. */
export const whyPods = "services in two zones or more";

/** What tiers ask of the `application` section. */
export const applicationMinimums: readonly Minimum[] = [
  { path: ["application", "serviceScale", "min"], atLeast: fewestPods, needs: whyPods },
  {
    path: ["application", "api", "signIn", "selfSignUp"],
    oneOf: { production: [false] },
    needs: "accounts that an administrator or an identity provider makes",
  },
  {
    path: ["application", "api", "signIn", "threatProtection"],
    oneOf: { production: [true] },
    needs: "sign-ins that Cognito watches",
  },
  { path: ["application", "api", "signIn", "mfa"], oneOf: aboveSandbox(["required"]), needs: "a second factor" },
  {
    path: ["application", "functionRollout"],
    oneOf: { production: ["canary-5-minutes", "canary-10-minutes", "canary-15-minutes", "canary-30-minutes"] },
    needs: "a canary that is watched before a new version takes all traffic",
  },
  {
    path: ["application", "delivery", "approval"],
    oneOf: { production: ["manual"] },
    needs: "a person who approves every deployment",
  },
  {
    path: ["application", "delivery", "failOn"],
    oneOf: aboveSandbox(["high", "medium"]),
    needs: "deliveries that end at findings of severity high",
  },
];
