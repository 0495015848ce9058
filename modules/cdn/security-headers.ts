import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface SecurityHeadersProps {
  readonly site: Site;
  /** Whose answers get them, as in "pages"; part of the name. */
  readonly purpose: string;
  /** What a page may load. @default what the target says */
  readonly contentSecurityPolicy?: string;
}

/** Two years, as browsers' preload lists ask for. */
const hstsSeconds = 63_072_000;

/** Headers that CloudFront adds to every answer: browsers come back by HTTPS only, and embed nothing of ours elsewhere. */
export class SecurityHeaders extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { site, purpose, contentSecurityPolicy }: SecurityHeadersProps) {
    super(scope, id);
    const override = true;
    this.policyId = new CloudfrontResponseHeadersPolicy(this, "policy", {
      name: site.names.of("cloudfront", purpose),
      comment: `Security headers of ${purpose}`,
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: hstsSeconds, includeSubdomains: true, override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: "DENY", override },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
        ...(contentSecurityPolicy !== undefined && { contentSecurityPolicy: { contentSecurityPolicy, override } }),
      },
      removeHeadersConfig: { items: [{ header: "Server" }, { header: "X-Powered-By" }] },
    }).id;
  }
}
