import { service } from "./service";

/** Application Load Balancers, their listeners and rules, and target groups. */
export const elasticloadbalancing = service({
  prefix: "elasticloadbalancing",
  resources: {
    listener: "listener/app/{name}-*",
    loadBalancer: "loadbalancer/app/{name}-*",
    rule: "listener-rule/app/{name}-*",
    targets: "targetgroup/{name}-*",
  },
  read: ["Describe*"],
  change: {
    policy: "infrastructure",
    on: ["listener", "loadBalancer", "rule", "targets"],
    // Needed to associate a web ACL with a load balancer.
    unbound: ["SetWebACL"],
  },
});
