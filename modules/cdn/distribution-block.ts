import type {
  CloudfrontDistributionConfig,
  CloudfrontDistributionOrderedCacheBehavior,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { type Origin, originBlock } from "./origins";
import { type PriceClass, viewerTls } from "./price-classes";

/** What a distribution answers, and how. */
export interface DistributionProps {
  readonly host: {
    readonly name: string;
    /** In us-east-1. */
    readonly certificateArn: string;
    readonly zoneId: string;
  };
  readonly origins: readonly Origin[];
  /** Two buckets with the same pages: when the first cannot answer, CloudFront asks the second. @default none */
  readonly failover?: { readonly id: string; readonly members: readonly [first: string, second: string] };
  /** What answers each path: the first that fits counts, and the last has to fit all. */
  readonly behaviors: readonly Behavior[];
  readonly settings: {
    /** ARN of the web ACL that looks at requests first. */
    readonly webAclArn: string;
    readonly priceClass: PriceClass;
    /** Countries by their ISO 3166 codes, whose requests alone are answered, or refused. @default all are answered */
    readonly countries?: { readonly action: "allow" | "block"; readonly codes: readonly string[] };
    /** HTTP/3 too: not with a staging distribution, which CloudFront then refuses. @default true */
    readonly http3?: boolean;
    /** Sends some requests to a staging distribution. CloudFront takes none when it creates a distribution. @default none */
    readonly stagingPolicyId?: string;
    /** Page for what is not there. @default what the target answers */
    readonly notFoundPage?: string;
  };
}

/** How CloudFront answers requests of some paths. */
export interface Behavior {
  /** With `*` for any characters. */
  readonly path: string;
  /** Id of an origin, or of a failover. */
  readonly target: string;
  readonly methods: "read" | "write";
  readonly cachePolicyId: string;
  /** @default the target gets what the cache goes by, and nothing else */
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId: string;
  /** Runs before the cache. @default none */
  readonly functionArn?: string;
}

const methods = {
  read: ["GET", "HEAD", "OPTIONS"],
  write: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
};

/** Everything a distribution says of some paths, but the paths. */
function behaviorBlock(behavior: Behavior): Omit<CloudfrontDistributionOrderedCacheBehavior, "pathPattern"> {
  const { target, cachePolicyId, originRequestPolicyId, responseHeadersPolicyId, functionArn } = behavior;
  return {
    targetOriginId: target,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: methods[behavior.methods],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId,
    originRequestPolicyId,
    responseHeadersPolicyId,
    ...(functionArn !== undefined && { functionAssociation: [{ eventType: "viewer-request", functionArn }] }),
  };
}

/** A distribution in the words of the provider. It speaks TLS 1.2 or later. */
export function distributionBlock(props: DistributionProps): CloudfrontDistributionConfig {
  const { host, failover, settings } = props;
  const [last, ...rest] = [...props.behaviors].reverse();
  if (!last) throw new Error(`Nothing answers on ${host.name}.`);
  const { countries, notFoundPage, http3 = true } = settings;
  return {
    enabled: true,
    comment: host.name,
    webAclId: settings.webAclArn,
    // Pages have an index; what services and APIs answer at / is theirs.
    defaultRootObject: notFoundPage === undefined ? undefined : "index.html",
    httpVersion: http3 ? "http2and3" : "http2",
    isIpv6Enabled: true,
    priceClass: settings.priceClass,
    origin: props.origins.map(originBlock),
    originGroup: failover && [
      {
        originId: failover.id,
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        member: failover.members.map((originId) => ({ originId })),
      },
    ],
    defaultCacheBehavior: behaviorBlock(last),
    orderedCacheBehavior: rest.reverse().map((one) => ({ pathPattern: one.path, ...behaviorBlock(one) })),
    customErrorResponse:
      notFoundPage === undefined
        ? undefined
        : [{ errorCode: 404, responseCode: 404, responsePagePath: notFoundPage, errorCachingMinTtl: 60 }],
    restrictions: {
      geoRestriction: countries
        ? {
            restrictionType: countries.action === "allow" ? "whitelist" : "blacklist",
            locations: [...countries.codes],
          }
        : { restrictionType: "none", locations: [] },
    },
    viewerCertificate: {
      acmCertificateArn: host.certificateArn,
      minimumProtocolVersion: viewerTls,
      sslSupportMethod: "sni-only",
    },
  };
}
