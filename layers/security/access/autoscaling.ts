import { service } from "./service";

/** EC2 Auto Scaling: groups of machines. */
export const autoscaling = service({
  prefix: "autoscaling",
  resources: { any: "*", group: "autoScalingGroup:*:autoScalingGroupName/{name}-*" },
  read: ["Describe*"],
  change: { policy: "infrastructure", on: ["any"] },
  work: { operate: [{ sid: "ScaleMachines", actions: ["SetDesiredCapacity"], on: ["group"] }] },
  notDeployers: ["SetDesiredCapacity"],
});
