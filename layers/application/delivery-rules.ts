import { errorAt, writtenAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import type { ApplicationEnvironment } from "./config";

const section = ["application", "delivery"];

/** What an engine cannot do without. */
const whole: Rule<ApplicationEnvironment> = each((candidate) => {
  const delivery = candidate.settings.application?.delivery;
  const { engine } = delivery ?? {};
  if (!delivery || engine === undefined || engine === "none") return [];
  const needed = {
    repository: "the repository that is delivered, as in example-org/strata",
    branch: "the branch that is delivered, as in main",
    ...(engine === "codepipeline" && { connection: "where the repository is, as in github" }),
    ...(engine === "jenkins" && { jenkins: "the host name of the controller, its certificate and its sign-in" }),
  };
  return Object.entries(needed).flatMap(([key, allowed]) => {
    if (writtenAt(candidate, [...section, key])) return [];
    const fix = `Add the line, or set ${section.join(".")}.engine to none.`;
    return [errorAt(candidate, [...section, key], { allowed, why: `the engine is ${engine}`, fix })];
  });
});

/** A pattern would deliver whatever anybody pushes under a name that fits. */
const oneBranch: Rule<ApplicationEnvironment> = each((candidate) => {
  const branch = candidate.settings.application?.delivery?.branch;
  if (branch === undefined || /^(?!-)[\w./-]+$/.test(branch)) return [];
  const allowed = "the name of one branch, of letters, digits and . _ / -";
  const why = "anyone who can push to a branch that matches a pattern could deploy";
  return [errorAt(candidate, [...section, "branch"], { allowed, why, fix: "Name the protected branch." })];
});

/** Where others depend on it, only what was reviewed is delivered. */
const protectedBranch: Rule<ApplicationEnvironment> = each((candidate) => {
  const { tier, application, security } = candidate.settings;
  const { engine, branch } = application?.delivery ?? {};
  const { github, gitlab } = security?.delivery ?? {};
  const reviewed = github?.protectedBranch ?? gitlab?.protectedBranch;
  if (tier === "sandbox" || engine === "none" || branch === undefined || reviewed === undefined) return [];
  if (branch === reviewed) return [];
  const allowed = `the protected branch (${reviewed}, of security.delivery.${github ? "github" : "gitlab"}) in tier ${tier}`;
  const why = "commits on another branch may lack a review";
  return [errorAt(candidate, [...section, "branch"], { allowed, why, fix: `Set it to ${reviewed}.` })];
});

/** A delivery moves the requests of a route from one version to the other; without a route there are none. */
const routed: Rule<ApplicationEnvironment> = each((candidate) => {
  const { services, api, mesh } = candidate.settings.application ?? {};
  const { routes } = candidate.settings.presentation ?? {};
  const targets = [...entriesOf(api?.http?.routes), ...entriesOf(routes)].map(([, { to }]) => to);
  const called = entriesOf(services).flatMap(([, { uses }]) => Object.keys(uses ?? {}));
  return entriesOf(services).flatMap(([name, { rollout }]) => {
    if (rollout !== "blue-green") return [];
    const path = ["application", "services", name, "rollout"];
    const fix = "Remove the line, or set it to rolling.";
    if (!targets.includes(`services.${name}`)) {
      const allowed = "rolling for a service that no route of application.api.http or presentation leads to";
      return [errorAt(candidate, path, { allowed, why: "there are no requests to move between versions", fix })];
    }
    if (mesh !== "lattice" || !called.includes(`services.${name}`)) return [];
    const allowed = "rolling for a service that others call through the mesh";
    return [errorAt(candidate, path, { allowed, why: "the mesh has one target group for each service", fix })];
  });
});

export const deliveryRules: readonly Rule<ApplicationEnvironment>[] = [whole, oneBranch, protectedBranch, routed];
