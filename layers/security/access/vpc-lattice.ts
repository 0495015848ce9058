import { service } from "./service";

/** VPC Lattice: the service mesh, where one is asked for. Services call each other through `vpc-lattice-svcs`. */
export const vpcLattice = service({
  prefix: "vpc-lattice",
  alsoPrefixes: ["vpc-lattice-svcs"],
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "infrastructure", on: ["any"] },
  data: ["vpc-lattice-svcs:Invoke"],
});
