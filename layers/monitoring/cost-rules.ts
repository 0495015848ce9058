import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { MonitoringEnvironment } from "./config";

/** Cost Explorer refuses a second one, with a message that names something else. */
const oneWatchOfServices: Rule<MonitoringEnvironment> = (candidates) => {
  const watching = candidates.filter(
    ({ settings: { monitoring, owns } }) => monitoring?.cost?.watchServices ?? owns?.account ?? false,
  );
  return watching.flatMap((candidate) => {
    const { account } = candidate.settings;
    const other = watching.find((one) => one !== candidate && one.settings.account === account);
    if (other === undefined || account === undefined || candidate.settings.monitoring?.cost?.watchServices !== true)
      return [];
    const path = ["monitoring", "cost", "watchServices"];
    const allowed = `one environment of account ${account} that watches the cost of services`;
    const why = `${other.name} does, and an account has one such monitor`;
    return [errorAt(candidate, path, { allowed, why, fix: "Remove the line, or set it to false in the other." })];
  });
};

/** What others rely on does not stop, and a cluster that is copied to another region cannot. */
const onlySandboxesRest: Rule<MonitoringEnvironment> = each((candidate) => {
  const { tier, monitoring, recovery, recovers } = candidate.settings;
  const { nights } = monitoring?.cost ?? {};
  if (!nights) return [];
  const path = ["monitoring", "cost", "nights"];
  if (tier !== "sandbox" || recovery || recovers !== undefined) {
    const allowed = "none but in tier sandbox, where nothing recovers";
    return [errorAt(candidate, path, { seen: "given", allowed, fix: "Remove it." })];
  }
  if (nights.stopHourUtc === undefined || nights.stopHourUtc !== nights.startHourUtc) return [];
  const allowed = "another hour than stopHourUtc";
  return [errorAt(candidate, [...path, "startHourUtc"], { allowed, fix: "Change one of the two." })];
});

export const costRules: readonly Rule<MonitoringEnvironment>[] = [oneWatchOfServices, onlySandboxesRest];
