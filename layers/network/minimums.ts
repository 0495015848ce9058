import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `network` section. */
export const networkMinimums: readonly Minimum[] = [
  {
    // A single one ties the outbound traffic of all zones to one of them.
    path: ["network", "natPerAz"],
    oneOf: aboveSandbox([true]),
    needs: "needs one NAT gateway per zone",
  },
  {
    path: ["network", "dnsFirewall", "action"],
    oneOf: { production: ["BLOCK"] },
    needs: "gives blocked domains no answer",
  },
  {
    path: ["network", "flowLogs", "aggregationSeconds"],
    atMost: { production: 60 },
    needs: "sums up the traffic of a minute in a flow record",
  },
  {
    path: ["network", "flowLogs", "archive"],
    oneOf: { production: [true] },
    needs: "archives its flow logs",
  },
];
