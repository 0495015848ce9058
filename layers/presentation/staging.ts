import type { DistributionProps } from "../../modules/cdn/distribution-block";
import { StagingDistribution } from "../../modules/cdn/staging-distribution";
import type { LayerStack } from "../../platform/layer-stack";
import type { PresentationEnvironment } from "./config";
import { type Route, routesOf } from "./routes";

type Place = Parameters<typeof routesOf>[0];

/** The routes of hosts with a trial, as the staging distributions have them. A changed route gets its own name. */
export function stagedRoutesOf(place: Place): Route[] {
  return Object.entries(place.environment.presentation.cdn.staging).flatMap(([host, { routes: changes }]) =>
    routesOf(place)
      .filter((route) => route.host === host)
      .map((route) => {
        const change = changes[`routes.${route.name}`];
        return change ? { ...route, ...change, name: `${route.name}-staging` } : route;
      }),
  );
}

/** A trial of a host. */
export interface Staging {
  readonly arn: string;
  /** What sends requests there. None before the trial is attached. */
  readonly policyId: string | undefined;
}

/** Builds the staging distribution of a host; undefined without a trial. */
export function stagingOf(
  stack: LayerStack<PresentationEnvironment>,
  environment: PresentationEnvironment,
  host: string,
  distribution: DistributionProps,
): Staging | undefined {
  const trial = environment.presentation.cdn.staging[host];
  if (!trial) return undefined;
  const { attached, percent = 1, stickySeconds, header } = trial;
  const { arn, policyId } = new StagingDistribution(stack, `staging-${host}`, {
    distribution,
    traffic: header ? { header } : { percent, stickySeconds },
  });
  return { arn, policyId: attached ? policyId : undefined };
}
