import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";

/** Where CloudFront gets answers. */
export type Origin = { readonly id: string; readonly domainName: string } & (
  | {
      readonly kind: "bucket";
      /** How CloudFront signs what it asks the bucket for. */
      readonly accessControlId: string;
    }
  | { readonly kind: "vpc"; readonly vpcOriginId: string }
  | {
      readonly kind: "https";
      /** What CloudFront adds to each request. @default nothing */
      readonly header?: { readonly name: string; readonly value: string };
      /** What CloudFront puts before the path of each request, as in /scores. @default nothing */
      readonly path?: string;
    }
);

/** Seconds that CloudFront waits for an answer, and keeps a connection: less than load balancers do, which is a minute. */
const waits = { originReadTimeout: 30, originKeepaliveTimeout: 30 };

/** An origin in the words of the provider. */
export function originBlock(origin: Origin): CloudfrontDistributionOrigin {
  const { id: originId, domainName } = origin;
  const common = { originId, domainName, connectionAttempts: 3, connectionTimeout: 5 };
  if (origin.kind === "bucket") return { ...common, originAccessControlId: origin.accessControlId };
  if (origin.kind === "vpc") return { ...common, vpcOriginConfig: { vpcOriginId: origin.vpcOriginId, ...waits } };
  return {
    ...common,
    originPath: origin.path,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      ...waits,
    },
    ...(origin.header && { customHeader: [origin.header] }),
  };
}
