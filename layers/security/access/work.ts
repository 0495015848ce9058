import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Reach } from "./reach";
import { statementsOf, type Work } from "./service";
import { services } from "./services";

/** The statements of some work, with every service that takes part in it. */
export function allow(work: Work, reach: Reach): PolicyStatement[] {
  return services.flatMap((access) => statementsOf(reach, access, work));
}
