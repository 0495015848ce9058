import { service } from "./service";

/** VPC Lattice: the service mesh, where one is asked for. */
export const vpcLattice = service({
  prefix: "vpc-lattice",
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "infrastructure", on: ["any"] },
});
