import { Fn } from "cdktf";
import { entryOf } from "../../../platform/published-contract";
import type { MonitoringFoundation } from "../foundation";
import { hasServices } from "./subjects";
import type { Subject } from "./table";

/** The end of an ARN that CloudWatch names a load balancer by. */
export const balancerOf = (arn: string) => Fn.element(Fn.split(":loadbalancer/", arn), 1);

/** The end of an ARN that CloudWatch names a target group by. */
const targetGroupOf = (arn: string) => Fn.element(Fn.split(":", arn), 5);

/** Services that routes of the HTTP API lead to. */
export const routedServices = ({ environment }: MonitoringFoundation) =>
  Object.keys(environment.application.services).filter((name) =>
    Object.values(environment.application.api.http.routes).some(({ to }) => to === `services.${name}`),
  );

/** Services that routes lead to from the edge. */
export const edgeServices = ({ environment }: MonitoringFoundation) =>
  Object.keys(environment.application.services).filter((name) =>
    Object.values(environment.presentation.routes).some(({ to }) => to === `services.${name}`),
  );

/** What is behind load balancers inside the VPC other than that of the HTTP API: services called through a mesh, and Jenkins. */
export function internalSubjects(foundation: MonitoringFoundation): Subject[] {
  if (!hasServices(foundation)) return [];
  const { environment, application } = foundation;
  const { services, mesh, delivery } = environment.application;
  const called = Object.keys(services).filter((name) =>
    Object.values(services).some(({ uses }) => `services.${name}` in uses),
  );
  const names = [
    ...(mesh === "lattice" ? called.map((name) => `mesh-${name}`) : []),
    ...(delivery.engine === "jenkins" ? ["jenkins"] : []),
  ];
  return names.map((name) => ({
    name,
    dimensions: {
      LoadBalancer: balancerOf(entryOf(application.internalLoadBalancerArns, name)),
      TargetGroup: targetGroupOf(entryOf(application.internalTargetGroupArns, name)),
    },
  }));
}

/**
 * The pods of a service behind a load balancer; those of both versions where one takes over from the other: which of them
 * answers, a delivery decides.
 */
export function targetsOf(foundation: MonitoringFoundation, name: string, behind: "api" | "edge"): Subject[] {
  const { environment, application, presentation } = foundation;
  const [loadBalancer, blue, green] =
    behind === "edge"
      ? [presentation.loadBalancerArnSuffix, application.targetGroupArns, application.greenTargetGroupArns]
      : [balancerOf(application.loadBalancerArn), application.apiTargetGroupArns, application.greenApiTargetGroupArns];
  const pods = (subject: string, arns: Readonly<Record<string, string>>) => ({
    name: subject,
    dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroupOf(entryOf(arns, name)) },
  });
  const isMoved = environment.application.services[name]?.rollout === "blue-green";
  return [pods(name, blue), ...(isMoved ? [pods(`${name}-green`, green)] : [])];
}
