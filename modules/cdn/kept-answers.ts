import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface KeptAnswersProps {
  readonly site: Site;
  /** Whose answers are kept, as in "pages"; part of the name. */
  readonly purpose: string;
  /** Seconds that an answer is kept which does not say it, and the most for one that does. */
  readonly seconds: { readonly default: number; readonly most: number };
  /** Whether queries make a difference. */
  readonly byQuery: boolean;
}

/** How CloudFront caches answers: all users get the same one, so neither cookies nor tokens reach the target. */
export class KeptAnswers extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { site, purpose, seconds, byQuery }: KeptAnswersProps) {
    super(scope, id);
    this.policyId = new CloudfrontCachePolicy(this, "policy", {
      name: site.names.of("cloudfront", purpose),
      comment: `Answers of ${purpose}`,
      minTtl: 0,
      defaultTtl: seconds.default,
      maxTtl: seconds.most,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: byQuery ? "all" : "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    }).id;
  }
}

export interface HostOnlyProps {
  readonly site: Site;
}

/** What a target gets of a request whose answer is kept, in addition to the query: its host, which load balancers route by. */
export class HostOnly extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { site }: HostOnlyProps) {
    super(scope, id);
    this.policyId = new CloudfrontOriginRequestPolicy(this, "policy", {
      name: site.names.of("cloudfront", "host-only"),
      comment: "Host, and nothing that tells users apart",
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    }).id;
  }
}
