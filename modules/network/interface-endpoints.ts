import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { interfaceEndpointStatements } from "./endpoint-policy";

export interface InterfaceEndpointsProps {
  readonly site: Site;
  readonly vpcId: string;
  /** Last parts of the endpoint names, as in "ecr.api". */
  readonly services: readonly string[];
  /** ARNs that may be called through the endpoint of a service. @default all */
  readonly resources?: Readonly<Record<string, readonly string[]>>;
  /** Whether Lambda reads brokers in the VPC, and calls the endpoints of Lambda and STS itself. @default false */
  readonly pollers?: boolean;
  /** One subnet per zone. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** Private addresses of AWS services inside the VPC, under the services' own names. */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const { site, pollers } = props;
    const { names, region } = site;
    for (const service of props.services) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: [...props.subnetIds],
        securityGroupIds: [props.securityGroupId],
        privateDnsEnabled: true,
        policy: policyDocument(
          interfaceEndpointStatements(service, site, { resources: props.resources?.[service], pollers }),
        ),
        tags: { Name: names.of("tag", service) },
      });
    }
  }
}
