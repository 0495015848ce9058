import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `network` section. */
export const networkMinimums: readonly Minimum[] = [
  {
    // A single one ties the outbound traffic of all zones to one of them.
    path: ["network", "natPerAz"],
    oneOf: aboveSandbox([true]),
    needs: "one NAT gateway per zone",
  },
  {
    path: ["network", "dnsFirewall", "action"],
    oneOf: { production: ["BLOCK"] },
    needs: "no answer for blocked domains",
  },
  {
    path: ["network", "flowLogs", "aggregationSeconds"],
    atMost: { production: 60 },
    needs: "flow records that sum up one minute",
  },
  {
    path: ["network", "flowLogs", "archive"],
    oneOf: { production: [true] },
    needs: "archived flow logs",
  },
];
