import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { priorityOf } from "../routing/path-patterns";
import { movedRule } from "./moved-rule";

/** What CloudFront adds to every request, so that the load balancer knows it is from this platform's distributions. */
export interface OriginHeader {
  readonly name: string;
  /** Values that are accepted: the current one, and the one before. */
  readonly values: readonly string[];
}

export interface HostRulesProps {
  readonly site: Site;
  readonly listenerArn: string;
  /** What each host and path leads to. */
  readonly paths: readonly RuledPath[];
  /** @default requests need no header: nothing but CloudFront reaches the load balancer */
  readonly originHeader?: OriginHeader;
}

export interface RuledPath {
  /** Of the rule, unique. */
  readonly id: string;
  readonly hostName: string;
  /** With `*` for any characters. */
  readonly path: string;
  readonly targetGroupArn: string;
  /** Service whose requests a delivery moves between this target group and another. @default requests stay with it */
  readonly movedService?: string;
}

/** The rules of a listener, one for each host and path. Their priorities follow from these, and from no other rule. */
export class HostRules extends Construct {
  constructor(scope: Construct, id: string, props: HostRulesProps) {
    super(scope, id);
    const { site, listenerArn, paths, originHeader } = props;
    const proven: LbListenerRuleCondition[] = originHeader
      ? [{ httpHeader: { httpHeaderName: originHeader.name, values: [...originHeader.values] } }]
      : [];
    for (const { id: rule, hostName, path, targetGroupArn, movedService } of paths) {
      new LbListenerRule(this, rule, {
        listenerArn,
        priority: priorityOf(hostName, path),
        condition: [{ hostHeader: { values: [hostName] } }, { pathPattern: { values: [path] } }, ...proven],
        action: [{ type: "forward", targetGroupArn }],
        ...movedRule(movedService, { Name: site.names.of("tag", rule) }),
      });
    }
  }
}
