import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";
import { policyDocument } from "../identity/policy-document";
import { interfaceEndpointStatements } from "./endpoint-policy";

export interface InterfaceEndpointsProps {
  readonly names: Names;
  readonly vpcId: string;
  readonly account: string;
  readonly region: string;
  /** Last parts of the endpoint names, as in "ecr.api". */
  readonly services: readonly string[];
  /** One subnet per zone. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** Private addresses of AWS services inside the VPC, under the services' own names. */
export class InterfaceEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    for (const service of props.services) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${props.region}.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: [...props.subnetIds],
        securityGroupIds: [props.securityGroupId],
        privateDnsEnabled: true,
        policy: policyDocument(interfaceEndpointStatements(service, props.account)),
        tags: { Name: props.names.of("tag", service) },
      });
    }
  }
}
