import { service } from "./service";

/** Macie: personal data in the lake. */
export const macie2 = service({
  prefix: "macie2",
  resources: { any: "*" },
  read: ["Describe*", "GetClassification*", "GetFindingsFilter", "GetMacieSession", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["EnableMacie", "UpdateMacieSession"] },
  never: ["DisableMacie"],
});
