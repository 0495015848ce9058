import { ApiGatewayBasePathMapping } from "@cdktf/provider-aws/lib/api-gateway-base-path-mapping";
import { ApiGatewayDomainName } from "@cdktf/provider-aws/lib/api-gateway-domain-name";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface ApiDomainProps {
  readonly site: Site;
  readonly hostName: string;
  /** Of the region. */
  readonly certificateArn: string;
  readonly api: { readonly id: string; readonly stageName: string };
}

/** Where a domain name of an API leads to in the region, for alias records. */
export interface RegionalTarget {
  readonly domainName: string;
  readonly zoneId: string;
}

/** A domain name of an HTTP API, for TLS 1.2 or later. */
export class HttpApiDomain extends Construct {
  readonly target: RegionalTarget;

  constructor(scope: Construct, id: string, { site, hostName, certificateArn, api }: ApiDomainProps) {
    super(scope, id);
    const domain = new Apigatewayv2DomainName(this, "domain-name", {
      domainName: hostName,
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
      tags: { Name: site.names.of("tag", hostName) },
    });
    new Apigatewayv2ApiMapping(this, "api-mapping", {
      domainName: domain.id,
      apiId: api.id,
      stage: api.stageName,
    });
    const { targetDomainName, hostedZoneId } = domain.domainNameConfiguration;
    this.target = { domainName: targetDomainName, zoneId: hostedZoneId };
  }
}

/** A domain name of a REST API, for TLS 1.2 or later. */
export class RestApiDomain extends Construct {
  readonly target: RegionalTarget;

  constructor(scope: Construct, id: string, { site, hostName, certificateArn, api }: ApiDomainProps) {
    super(scope, id);
    const domain = new ApiGatewayDomainName(this, "domain-name", {
      domainName: hostName,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ["REGIONAL"] },
      securityPolicy: "TLS_1_2",
      tags: { Name: site.names.of("tag", hostName) },
    });
    new ApiGatewayBasePathMapping(this, "base-path-mapping", {
      domainName: domain.domainName,
      apiId: api.id,
      stageName: api.stageName,
    });
    this.target = { domainName: domain.regionalDomainName, zoneId: domain.regionalZoneId };
  }
}
