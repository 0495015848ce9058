import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { healthPriorityOf } from "./health-priority";
import type { RuledPath } from "./host-rules";
import { movedRule } from "./moved-rule";

export interface HealthRulesProps {
  readonly site: Site;
  readonly listenerArn: string;
  /** The load balancer's own name, which health checkers ask for and no user does. */
  readonly hostName: string;
  /** What answers, by the name of the check. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
}

export interface HealthCheck extends Pick<RuledPath, "movedService" | "targetGroupArn"> {
  readonly path: string;
}

/** Answers to health checkers: one path for each check, and no other. They cannot send the header that CloudFront sends. */
export class HealthRules extends Construct {
  constructor(scope: Construct, id: string, props: HealthRulesProps) {
    super(scope, id);
    const { site, listenerArn, hostName, checks } = props;
    for (const [name, { path, targetGroupArn, movedService }] of Object.entries(checks)) {
      new LbListenerRule(this, name, {
        listenerArn,
        priority: healthPriorityOf(name),
        condition: [
          { hostHeader: { values: [hostName] } },
          { pathPattern: { values: [path] } },
          { httpRequestMethod: { values: ["GET"] } },
        ],
        action: [{ type: "forward", targetGroupArn }],
        ...movedRule(movedService, { Name: site.names.of("tag", `health-${name}`) }),
      });
    }
  }
}
