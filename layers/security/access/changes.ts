import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { fill, type Reach, regionsOf } from "./reach";
import { actionsOf, arnPattern, type ChangePolicy } from "./service";
import { services } from "./services";

const titles: Readonly<Record<ChangePolicy, string>> = {
  infrastructure: "Infrastructure",
  applications: "Applications",
  "data-services": "DataServices",
  detection: "Detection",
};

/**
 * Change everything of the services of a policy, at all sites. Which action concerns which resource a statement need not
 * say: an ARN belongs to one service, or to two that name the same things (MSK).
 */
export function changeServices(policy: ChangePolicy, reach: Reach): PolicyStatement[] {
  const changed = services.filter(({ change }) => change?.policy === policy);
  const patterns = changed.flatMap((access) =>
    (access.change?.on ?? []).map((name) => ({ access, pattern: access.resources?.[name] ?? "" })),
  );
  const isRegional = ({ pattern }: { pattern: string }) => !pattern.startsWith("arn:") || pattern.includes("{region}");
  const change = (sid: string, resources: typeof patterns): PolicyStatement => ({
    sid,
    actions: [...new Set(resources.flatMap(({ access }) => actionsOf(access, access.change?.actions ?? ["*"])))],
    resources: [
      ...new Set(
        resources.flatMap(({ access, pattern }) =>
          fill(arnPattern(access, pattern).replaceAll("{region}", "*"), reach),
        ),
      ),
    ],
  });
  const [regional, others] = [patterns.filter(isRegional), patterns.filter((one) => !isRegional(one))];
  const unbound = changed.flatMap((access) => actionsOf(access, access.change?.unbound));
  return [
    // The condition names the region once for all resources.
    {
      ...change(`Change${titles[policy]}`, regional),
      conditions: { StringEquals: { "aws:RequestedRegion": regionsOf(reach) } },
    },
    ...(others.length > 0 ? [change(`Change${titles[policy]}OfNoRegion`, others)] : []),
    ...(unbound.length > 0 ? [{ sid: "ChangeWithoutResource", actions: unbound, resources: "*" }] : []),
  ];
}
