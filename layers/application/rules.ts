import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import type { ApplicationEnvironment } from "./config";

/** Also between what the service says and what it takes from serviceScale. */
const minUpToMax: Rule<ApplicationEnvironment> = each((candidate) => {
  const { services, serviceScale } = candidate.settings.application ?? {};
  const common = ["application", "serviceScale"];
  const scales = [
    { own: common, scale: {} },
    ...entriesOf(services).map(([name, { scale }]) => ({ own: ["application", "services", name, "scale"], scale })),
  ];
  return scales.flatMap(({ own, scale }) => {
    const { min, max } = { ...serviceScale, ...scale };
    if (min === undefined || max === undefined || min <= max) return [];
    const from = (key: "min" | "max") => [...(scale?.[key] === undefined ? common : own), key];
    const place = placeBetween(candidate, from("min"), from("max"));
    const allowed = `at most max, ${max}`;
    return [errorAt(candidate, from("min"), { place, allowed, fix: "Lower it, or raise max." })];
  });
});

/** What must hold between values of the `application` section and the frame. */
export const applicationRules: readonly Rule<ApplicationEnvironment>[] = [minUpToMax];
