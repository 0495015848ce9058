import { LineCounter } from "yaml";
import type { FileError } from "../../environments/loader/errors";
import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf, type Path } from "../../environments/loader/values";
import { longestRestAnswerSeconds } from "../../modules/api/rest-document";
import { partsOf } from "../../platform/references";
import { accountThrottle } from "./api-config";
import type { ApplicationEnvironment } from "./config";
import { readOpenApi } from "./openapi";

const section = ["application", "api"];
const routesAt = [...section, "http", "routes"];

const withinTheQuota: Rule<ApplicationEnvironment> = each((candidate) => {
  const { http, partner } = candidate.settings.application?.api ?? {};
  const tooMuch = (path: Path, value: number | undefined, most: number, what: string): FileError[] =>
    value === undefined || value <= most
      ? []
      : [errorAt(candidate, path, { allowed: `at most ${most}, ${what}`, fix: "Lower it." })];
  const quota = "what API Gateway takes of an account";
  const ofApi = partner?.ratePerSecond ?? accountThrottle.ratePerSecond;
  return [
    ...entriesOf(http?.routes).flatMap(([name, { ratePerSecond, burst }]) => [
      ...tooMuch([...routesAt, name, "ratePerSecond"], ratePerSecond, accountThrottle.ratePerSecond, quota),
      ...tooMuch([...routesAt, name, "burst"], burst, accountThrottle.burst, quota),
    ]),
    ...tooMuch([...section, "partner", "ratePerSecond"], partner?.ratePerSecond, accountThrottle.ratePerSecond, quota),
    ...entriesOf(partner?.plans).flatMap(([name, { ratePerSecond }]) =>
      tooMuch([...section, "partner", "plans", name, "ratePerSecond"], ratePerSecond, ofApi, "that of the API"),
    ),
  ];
});

/** API Gateway tells paths apart by their fixed parts: `{id}` and `{name}` are one. */
const oneRouteEach: Rule<ApplicationEnvironment> = each((candidate) => {
  const first = new Map<string, string>();
  return entriesOf(candidate.settings.application?.api?.http?.routes).flatMap(([name, { route }]) => {
    if (route === undefined) return [];
    const key = route.replaceAll(/\{\w+(\+?)\}/g, "{$1}").replace(/(?<=.)\/$/, "");
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, name);
      return [];
    }
    const allowed = "a method and path of no other route";
    const why = `${other} has them`;
    return [errorAt(candidate, [...routesAt, name, "route"], { allowed, why, fix: "Change one, or remove it." })];
  });
});

const answersInTime: Rule<ApplicationEnvironment> = each((candidate) => {
  const { functions, api } = candidate.settings.application ?? {};
  return entriesOf(api?.http?.routes).flatMap(([name, { to }]) => {
    const target = to === undefined ? undefined : partsOf(to);
    const seconds = target?.kind === "functions" ? functions?.[target.name]?.timeoutSeconds : undefined;
    if (seconds === undefined || seconds <= longestRestAnswerSeconds) return [];
    const allowed = `a function with a timeout of at most ${longestRestAnswerSeconds} s`;
    const why = `API Gateway waits 30 s, and ${to} may run ${seconds} s`;
    const fix = `Lower application.functions.${target?.name}.timeoutSeconds, or let the function hand on the work.`;
    return [errorAt(candidate, [...routesAt, name, "to"], { allowed, why, fix })];
  });
});

/** Services share one load balancer, where each has a listener on its port. */
const reachableServices: Rule<ApplicationEnvironment> = each((candidate) => {
  const { services, api } = candidate.settings.application ?? {};
  const ports = new Map<number, string>();
  return entriesOf(api?.http?.routes).flatMap(([name, { to }]) => {
    const target = to === undefined ? undefined : partsOf(to);
    const service = target?.kind === "services" ? services?.[target.name] : undefined;
    if (!service || !target || service.port === undefined) return [];
    const path = [...routesAt, name, "to"];
    if (service.protocol !== undefined && service.protocol !== "http1") {
      const allowed = "a service with protocol http1";
      return [
        errorAt(candidate, path, { allowed, why: "HTTP APIs support no other protocol", fix: "Change its protocol." }),
      ];
    }
    const other = ports.get(service.port) ?? target.name;
    ports.set(service.port, other);
    if (other === target.name) return [];
    const allowed = "a service whose port no other routed service has";
    const why = `services.${other} has port ${service.port} too`;
    return [errorAt(candidate, path, { allowed, why, fix: "Give one of them another port." })];
  });
});

/** Every operation of the document says which function answers it, and that is one of the environment. */
const operationsAreServed: Rule<ApplicationEnvironment> = each((candidate) => {
  const { functions, api } = candidate.settings.application ?? {};
  const file = api?.partner?.openapi;
  if (file === undefined) return [];
  const path = [...section, "partner", "openapi"];
  const document = readOpenApi(file);
  if (typeof document === "string") {
    const allowed = "an OpenAPI document in YAML";
    return [errorAt(candidate, path, { allowed, why: document, fix: "Add or correct the file." })];
  }
  const lines = new LineCounter();
  for (const { index } of document.text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return document.operations.flatMap(({ method, path: where, function: name, offset }) => {
    const seconds = name === undefined ? undefined : functions?.[name]?.timeoutSeconds;
    if (name !== undefined && functions?.[name] && (seconds === undefined || seconds <= longestRestAnswerSeconds)) {
      return [];
    }
    const { line, col } = lines.linePos(offset);
    const known = name !== undefined && functions?.[name] !== undefined;
    return [
      {
        place: { file, line, column: col },
        key: `${method} ${where}`,
        seen: known ? `${name} with ${seconds} s` : (name ?? "no x-function"),
        allowed: known
          ? `a function with a timeout of at most ${longestRestAnswerSeconds} s`
          : "an x-function that names one of application.functions",
        fix: known ? "Lower its timeoutSeconds." : `Name one, or add it in ${candidate.name}.`,
      },
    ];
  });
});

/** What must hold between values of the `application.api` section and the frame. */
export const apiRules: readonly Rule<ApplicationEnvironment>[] = [
  withinTheQuota,
  oneRouteEach,
  answersInTime,
  reachableServices,
  operationsAreServed,
];
