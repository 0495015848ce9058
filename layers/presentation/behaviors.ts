import type { Behavior } from "../../modules/cdn/distribution-block";
import { HostOnly, KeptAnswers } from "../../modules/cdn/kept-answers";
import { managedPolicies } from "../../modules/cdn/managed-policies";
import { SecurityHeaders } from "../../modules/cdn/security-headers";
import { ViewerFunction } from "../../modules/cdn/viewer-function";
import type { LayerStack } from "../../platform/layer-stack";
import { viewerFunction } from "../../platform/site-files";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import { originIds } from "./origin-ids";
import { isToModel, pathsOf, type Route, routesOf } from "./routes";
import { stagedRoutesOf } from "./staging";

/** What a page may load: what comes with it, and nothing that runs. */
export const pagesPolicy = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
].join("; ");

const day = 86_400;

/** Builds what behaviors share, and returns the behaviors of the routes of a host. */
export function buildBehaviors(
  stack: LayerStack<PresentationEnvironment>,
  foundation: PresentationFoundation,
): (routes: readonly Route[]) => Behavior[] {
  const { site, environment } = foundation;
  const { pagesCopy } = environment.presentation.cdn;
  const pages = {
    target: pagesCopy === undefined ? originIds.pages : originIds.bothPages,
    methods: "read" as const,
    cachePolicyId: new KeptAnswers(stack, "keep-pages", {
      site,
      purpose: "pages",
      seconds: { default: day, most: 365 * day },
      byQuery: false,
    }).policyId,
    responseHeadersPolicyId: new SecurityHeaders(stack, "headers-pages", {
      site,
      purpose: "pages",
      contentSecurityPolicy: pagesPolicy,
    }).policyId,
    functionArn: new ViewerFunction(stack, "function-pages", {
      site,
      purpose: "pages",
      comment: "Addresses of pages",
      code: viewerFunction("pages"),
    }).arn,
  };
  const responseHeadersPolicyId = new SecurityHeaders(stack, "headers-services", { site, purpose: "services" })
    .policyId;
  const noWebSocket = new ViewerFunction(stack, "function-requests", {
    site,
    purpose: "requests",
    comment: "Refuses WebSocket connections",
    code: viewerFunction("requests"),
  });
  const kept = buildKept(stack, foundation);
  const live = {
    cachePolicyId: managedPolicies.cachingDisabled,
    originRequestPolicyId: managedPolicies.allViewer,
  };
  const model = {
    cachePolicyId: managedPolicies.cachingDisabled,
    originRequestPolicyId: managedPolicies.allViewerExceptHost,
    responseHeadersPolicyId,
    functionArn: noWebSocket.arn,
  };

  return (routes) =>
    pathsOf(routes).map(({ route, path }): Behavior => {
      if (route.to.kind === "site") return { path, ...pages };
      if (isToModel(route)) {
        return { path, ...model, target: originIds.modelOf(route.name), methods: route.methods };
      }
      return {
        path,
        target: route.to.kind === "services" ? originIds.services : originIds.api,
        methods: route.methods,
        ...(kept[route.name] ?? live),
        responseHeadersPolicyId,
        functionArn: route.webSocket ? undefined : noWebSocket.arn,
      };
    });
}

/** How answers of routes are kept that say it, by the name of the route. */
function buildKept(stack: LayerStack<PresentationEnvironment>, foundation: PresentationFoundation) {
  const { site } = foundation;
  const names = new Set(routesOf(foundation).map(({ name }) => name));
  const keeping = [
    ...routesOf(foundation),
    ...stagedRoutesOf(foundation).filter(({ name }) => !names.has(name)),
  ].filter(({ to, cacheSeconds }) => to.kind !== "site" && cacheSeconds !== undefined);
  if (keeping.length === 0) return {};
  const originRequestPolicyId = new HostOnly(stack, "host-only", { site }).policyId;
  return Object.fromEntries(
    keeping.map(({ name, cacheSeconds = 0 }) => {
      const purpose = `route-${name}`;
      const seconds = { default: 0, most: cacheSeconds };
      const { policyId } = new KeptAnswers(stack, `keep-${purpose}`, { site, purpose, seconds, byQuery: true });
      return [name, { cachePolicyId: policyId, originRequestPolicyId }];
    }),
  );
}
