import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `presentation` section. */
export const presentationMinimums: readonly Minimum[] = [
  {
    path: ["presentation", "waf", "action"],
    oneOf: aboveSandbox(["block"]),
    needs: "web ACLs that refuse what they find",
  },
  {
    path: ["presentation", "zone", "dnssec"],
    oneOf: { production: [true] },
    needs: "a signed zone",
    fix: "Set it to true; before you remove signatures, follow docs/runbooks/remove-dnssec.md.",
  },
];
