import type { FileError } from "../../environments/loader/errors";
import { type Candidate, errorAt, keyErrorAt, placeOf } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf, type Path } from "../../environments/loader/values";
import { anyPath, covers, overlap, priorityOf } from "../../modules/routing/path-patterns";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";

const section = ["presentation", "routes"];

/** Hosts that the platform has itself: names of load balancers and APIs by region, and of the VPC. */
const ownHosts = ["internal", "origin", "origin-api", "origin-models"];

/** Most of each in one listener or distribution, as of November 2026. */
const quotas = {
  /** docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html, without the rules of health checks */
  listenerRules: 90,
  /** docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
  behaviors: 75,
  /** Certificates of a listener besides the default one. */
  certificates: 25,
};

/** A path of a route, with where the file has it. */
interface Place {
  readonly name: string;
  readonly host: string;
  readonly kind: string;
  readonly path: string;
  readonly at: Path;
}

function routesIn({ settings }: Candidate<PresentationEnvironment>) {
  return entriesOf(settings.presentation?.routes).map(([name, route]) => {
    const { kind, name: target } = partsOf(route.to ?? "");
    return { ...route, name, kind, target };
  });
}

function placesIn(candidate: Candidate<PresentationEnvironment>): Place[] {
  return routesIn(candidate).flatMap(({ name, host, kind, paths = [anyPath] }) =>
    host === undefined
      ? []
      : paths.map((path, index) => ({ name, host, kind, path, at: [...section, name, "paths", index] })),
  );
}

/** Of each two paths of a host, one is the more specific, or no request fits both. */
const oneAnswerEach: Rule<PresentationEnvironment> = each((candidate) => {
  const places = placesIn(candidate);
  return places.flatMap((place, index) => {
    const other = places.slice(0, index).find((one) => one.host === place.host && conflict(one, place));
    return other ? [pathError(candidate, place, other)] : [];
  });
});

function conflict(one: Place, other: Place): boolean {
  if (one.path === other.path) return true;
  const [oneCovers, otherCovers] = [covers(one.path, other.path), covers(other.path, one.path)];
  if (one.name === other.name) return oneCovers || otherCovers;
  return overlap(one.path, other.path) && oneCovers === otherCovers;
}

function pathError(candidate: Candidate<PresentationEnvironment>, place: Place, other: Place): FileError {
  const where = placeOf(candidate, other.at);
  const line = where.line === undefined ? "" : ` (line ${where.line})`;
  const same = place.path === other.path;
  const within = place.name === other.name;
  const [allowed, why] = within
    ? ["a path that no other of the route has in it", `${other.path}${line} and ${place.path} lead to the same`]
    : same
      ? [`a path that no other route of the host ${place.host} has`, `${other.name} has it${line}`]
      : [
          `a path of which either all or none fit ${other.path}`,
          `${other.name} has that${line}, and neither says more than the other`,
        ];
  const fix = within ? "Remove one." : "Change one, or give the route another host.";
  return errorAt(candidate, place.at, { seen: place.path, allowed, why, fix });
}

/** CloudFront has to send every request somewhere. */
const allPathsLeadSomewhere: Rule<PresentationEnvironment> = each((candidate) => {
  const places = placesIn(candidate);
  const hosts = [...new Set(places.map(({ host }) => host))];
  return hosts.flatMap((host) => {
    const own = places.filter((place) => place.host === host);
    if (own.some(({ path }) => path === anyPath)) return [];
    const [first] = own;
    if (!first) return [];
    const allowed = `a route of the host ${host} with the path ${anyPath}`;
    const fix = `Give one of them the path ${anyPath}, or add a route to site.main.`;
    return [errorAt(candidate, [...section, first.name, "host"], { allowed, why: "all paths lead somewhere", fix })];
  });
});

const freeHosts: Rule<PresentationEnvironment> = (candidates) =>
  candidates.flatMap((candidate) =>
    routesIn(candidate).flatMap(({ name, host }) => {
      if (host === undefined) return [];
      const at = [...section, name, "host"];
      if (ownHosts.includes(host)) {
        const allowed = `a host that the platform does not have itself (${ownHosts.join(", ")})`;
        return [errorAt(candidate, at, { allowed, fix: "Choose another." })];
      }
      if (candidate.settings.presentation?.zone?.delegates?.[host]) {
        const allowed = "a host of this zone: zone.delegates leads the name elsewhere";
        return [errorAt(candidate, at, { allowed, fix: "Choose another." })];
      }
      const hostName = `${host}.${candidate.settings.domain}`;
      const taken = candidates.find(({ settings }) => settings.domain === hostName);
      if (!taken) return [];
      const allowed = "a host whose name is no other environment's domain";
      return [errorAt(candidate, at, { allowed, why: `${hostName} is that of ${taken.name}`, fix: "Choose another." })];
    }),
  );

/** Longest name that a certificate of ACM is for (docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html). */
const longestCertified = 64;

/** Each host has a certificate for its whole name. */
const certifiedHosts: Rule<PresentationEnvironment> = each((candidate) => {
  const { domain } = candidate.settings;
  return routesIn(candidate).flatMap(({ name, host }) => {
    const { length } = `${host}.${domain}`;
    if (host === undefined || domain === undefined || length <= longestCertified) return [];
    const allowed = `a host with a name of at most ${longestCertified} characters: no certificate covers a longer one`;
    const why = `${host}.${domain} has ${length}`;
    return [errorAt(candidate, [...section, name, "host"], { allowed, why, fix: "Shorten the host, or the domain." })];
  });
});

/** What a target cannot do. */
const fitTheTarget: Rule<PresentationEnvironment> = each((candidate) => {
  const { application, ai } = candidate.settings;
  const { api } = application ?? {};
  return routesIn(candidate).flatMap(({ name, kind, target, host, paths, methods, webSocket, cacheSeconds }) => {
    const at = (key: string) => [...section, name, key];
    const errors: FileError[] = [];
    const wrong = (key: string, allowed: string, fix: string) =>
      errors.push(errorAt(candidate, at(key), { allowed, fix }));
    if (webSocket && kind !== "services") {
      wrong("webSocket", "false, unless a service answers", "Remove the line, or lead the route to a service.");
    }
    if (webSocket && cacheSeconds !== undefined) {
      wrong("cacheSeconds", "none where clients open WebSocket connections", "Remove one of the two.");
    }
    if (kind === "site" && methods === "write") {
      wrong("methods", "read: nothing takes what is sent to a page", "Set it to read.");
    }
    if (kind === "site" && cacheSeconds !== undefined) {
      wrong("cacheSeconds", "none: pages say themselves how long they are kept", "Remove the line.");
    }
    if (kind === "models") {
      if (methods === "read") wrong("methods", "write: a model takes POST alone", "Remove the line.");
      if (cacheSeconds !== undefined) wrong("cacheSeconds", "none: a model answers each request", "Remove the line.");
      if (api && Object.keys(api.http?.routes ?? {}).length === 0) {
        wrong("to", "a model where application.api.http has routes: their users may ask it", "Add a route.");
      }
      const { mode, on } = ai?.models?.[target]?.serving ?? {};
      if (on === "eks") {
        wrong("to", "a model with an endpoint of SageMaker: pods serve this one", "Name another, or use its service.");
      }
      if (mode === "asynchronous") {
        wrong(
          "to",
          "a model that answers at once: this one is asynchronous",
          "Name another, or change its serving.mode.",
        );
      }
    }
    if (kind !== "api") return errors;
    if (target === "partner" && api && api.partner === undefined) {
      wrong("to", "an API that is there: application.api.partner is not", "Add it, or remove the route.");
    }
    if (target === "http" && api && Object.keys(api.http?.routes ?? {}).length === 0) {
      wrong("to", "an API that has routes: application.api.http has none", "Add one, or remove the route.");
    }
    const shared = routesIn(candidate).some((other) => other.name !== name && other.host === host);
    if (target === "partner" && (shared || (paths && !paths.includes(anyPath)))) {
      wrong(
        "host",
        "a host with nothing but the partner API, which CloudFront is not in front of",
        "Choose another host.",
      );
    }
    return errors;
  });
});

/** A listener and a distribution take so many. */
const withinTheQuotas: Rule<PresentationEnvironment> = each((candidate) => {
  const places = placesIn(candidate);
  const services = places.filter(({ kind }) => kind === "services");
  const tooMany = (list: readonly Place[], most: number, what: string): FileError[] => {
    const first = list[most];
    if (!first) return [];
    const allowed = `at most ${most} ${what}`;
    const seen = String(list.length);
    return [
      errorAt(candidate, [...section, first.name], { seen, allowed, fix: "Join paths with *, or remove routes." }),
    ];
  };
  const hosts = [...new Set(places.map(({ host }) => host))];
  const onePerHost = services.filter(({ host }, index) => services.findIndex((one) => one.host === host) === index);
  return [
    ...tooMany(services, quotas.listenerRules, "paths that lead to services: a listener has as many rules"),
    ...tooMany(onePerHost, quotas.certificates, "hosts of services: a listener has as many certificates"),
    ...hosts.flatMap((host) =>
      tooMany(
        places.filter((one) => one.host === host),
        quotas.behaviors,
        "paths of one host: CloudFront takes as many",
      ),
    ),
  ];
});

/** Priorities follow from host and path, so that no route moves another. Two of them may meet. */
const ownPriorities: Rule<PresentationEnvironment> = each((candidate) => {
  const { domain } = candidate.settings;
  const first = new Map<number, Place>();
  return placesIn(candidate).flatMap((place) => {
    if (place.kind !== "services") return [];
    const priority = priorityOf(`${place.host}.${domain}`, place.path);
    const other = first.get(priority);
    if (!other) first.set(priority, place);
    // The same path twice is a separate error.
    if (!other || (other.host === place.host && other.path === place.path)) return [];
    const allowed = `a host and path with a unique priority in the listener, not that of ${other.name}`;
    const fix = "Change the host or the path by a character: priorities are hashes of both.";
    return [keyErrorAt(candidate, [...section, place.name], { allowed, fix })];
  });
});

export const routesRules: readonly Rule<PresentationEnvironment>[] = [
  oneAnswerEach,
  allPathsLeadSomewhere,
  freeHosts,
  certifiedHosts,
  fitTheTarget,
  withinTheQuotas,
  ownPriorities,
];
