import { service } from "./service";

/** Zonal shifts of Application Recovery Controller: traffic away from an impaired zone. */
export const arcZonalShift = service({
  prefix: "arc-zonal-shift",
  resources: { loadBalancer: "arn:aws:elasticloadbalancing:*:{account}:loadbalancer/app/{name}-*" },
  work: {
    operate: [{ sid: "ShiftTraffic", actions: ["CancelZonalShift", "StartZonalShift"], on: ["loadBalancer"] }],
  },
});
