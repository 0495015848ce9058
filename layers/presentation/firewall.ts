import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { type ManagedGroupName, managedGroupNames } from "../../modules/firewall/managed-groups";
import { managedGroupRule } from "../../modules/firewall/rules";
import { WebAcl } from "../../modules/firewall/web-acl";
import type { LayerStack } from "../../platform/layer-stack";
import type { Balancer } from "./balancer";
import type { Certificates } from "./certificates";
import type { PresentationEnvironment } from "./config";
import { rulesOf } from "./firewall-rules";
import { edgeRegion, type PresentationFoundation } from "./foundation";
import type { ModelApi } from "./model-api";
import { isThroughCloudFront, namesOf, routesOf } from "./routes";

/** Web ACLs by what they protect. */
export interface Firewall {
  /** For distributions; undefined where there are none. */
  readonly edgeAclArn: string | undefined;
  readonly arns: Readonly<Record<string, string>>;
  readonly logGroupNames: Readonly<Record<string, string>>;
}

/** What web ACLs build on. */
export interface FirewallFoundation extends PresentationFoundation {
  readonly certificates: Certificates;
  readonly balancer: Balancer | undefined;
  readonly modelApi: ModelApi | undefined;
}

/** Programs of partners are bots, their networks may be anonymous, and they do not sign in. */
const notForPartners: readonly ManagedGroupName[] = ["bot-control", "anonymous-ip", "account-takeover"];
const forPartners = managedGroupNames.filter((group) => !notForPartners.includes(group));

/**
 * Web ACLs in front of CloudFront, of the load balancer, of the model API and of the partner API. Requests of load balancer
 * and model API have passed that of CloudFront; what may never reach a service is refused there again, should CloudFront be
 * passed by.
 */
export function buildFirewall(stack: LayerStack<PresentationEnvironment>, foundation: FirewallFoundation): Firewall {
  const { site, upstream, application, certificates, balancer, modelApi } = foundation;
  const { presentation } = namesOf(foundation);
  const inspectedBodyKiB = presentation.waf.mostBodyKiB;
  const routes = routesOf(foundation);
  const acls: Record<string, WebAcl> = {};

  const edge = Object.keys(certificates.edge).length > 0 && !upstream;
  if (edge) {
    const provider = site.region === edgeRegion ? undefined : stack.providerFor(edgeRegion);
    const scope = "CLOUDFRONT";
    const sets = buildSets(stack, foundation, "edge", scope, provider);
    const rules = rulesOf(presentation, routes.filter(isThroughCloudFront), sets);
    acls.edge = new WebAcl(stack, "edge-firewall", { site, purpose: "edge", scope, rules, inspectedBodyKiB, provider });
  }
  const behindCloudFront = {
    ...(balancer && { balancer: balancer.loadBalancer.arn }),
    ...(modelApi && { models: modelApi.stageArn }),
  };
  for (const [purpose, resourceArn] of Object.entries(behindCloudFront)) {
    const { action = "count" } = presentation.waf.managedGroups["known-bad-inputs"] ?? {};
    const rules = [managedGroupRule("known-bad-inputs", { action })];
    const acl = new WebAcl(stack, `${purpose}-firewall`, { site, purpose, scope: "REGIONAL", rules });
    acls[purpose] = acl;
    new Wafv2WebAclAssociation(stack, `${purpose}-firewall-of`, { webAclArn: acl.arn, resourceArn });
  }
  const ofPartners = routes.filter((route) => !isThroughCloudFront(route));
  if (ofPartners.length > 0 && upstream?.strategy !== "backup-restore") {
    const scope = "REGIONAL";
    const sets = buildSets(stack, foundation, "partner", scope);
    const rules = rulesOf(presentation, ofPartners, sets, forPartners);
    const acl = new WebAcl(stack, "partner-firewall", { site, purpose: "partner", scope, rules, inspectedBodyKiB });
    acls.partner = acl;
    new Wafv2WebAclAssociation(stack, "partner-firewall-of", {
      webAclArn: acl.arn,
      resourceArn: application.partnerApiStageArn,
    });
  }
  const ofEach = (value: (acl: WebAcl) => string) =>
    Object.fromEntries(Object.entries(acls).map(([name, acl]) => [name, value(acl)]));
  return {
    edgeAclArn: acls.edge?.arn,
    arns: ofEach(({ arn }) => arn),
    logGroupNames: ofEach(({ logGroupName }) => logGroupName),
  };
}

/** The sets of addresses of a web ACL. WAF knows them by its scope, and an empty one would be none. */
function buildSets(
  stack: LayerStack<PresentationEnvironment>,
  foundation: FirewallFoundation,
  purpose: string,
  scope: "CLOUDFRONT" | "REGIONAL",
  provider?: AwsProvider,
) {
  const { allowedAddresses, blockedAddresses } = namesOf(foundation).presentation.waf;
  const build = (what: "allowed" | "blocked", addresses: readonly string[]) =>
    addresses.length === 0
      ? undefined
      : new Wafv2IpSet(stack, `${purpose}-${what}`, {
          provider,
          name: foundation.site.names.of("web-acl", `${purpose}-${what}`),
          scope,
          ipAddressVersion: "IPV4",
          addresses: [...addresses].sort(),
        }).arn;
  return { allowed: build("allowed", allowedAddresses), blocked: build("blocked", blockedAddresses) };
}
