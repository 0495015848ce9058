import { GlueConnection } from "@cdktf/provider-aws/lib/glue-connection";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface NetworkConnectionsProps {
  readonly site: Site;
  /** Subnets without a way to the internet, at most one for each zone. */
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
  /** It lets its own members reach each other on every port, or Spark does not start. */
  readonly securityGroupId: string;
}

/** Where the workers of a job are. */
export interface SparkWorkers {
  /** Connections of AWS Glue, one for each subnet. */
  readonly connectionNames: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/**
 * Connections that put the workers of a job into the VPC. A connection knows one subnet, so there is one for each zone:
 * Glue takes the next when a zone has failed or is out of addresses.
 */
export class NetworkConnections extends Construct implements SparkWorkers {
  readonly connectionNames: readonly string[];
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: NetworkConnectionsProps) {
    super(scope, id);
    this.connectionNames = props.subnets.map(({ id: subnetId, zone }) => {
      const letter = zone.slice(-1);
      const connection = new GlueConnection(this, letter, {
        name: props.site.names.of("glue", `network-${letter}`),
        description: `Workers in ${zone}.`,
        connectionType: "NETWORK",
        physicalConnectionRequirements: {
          availabilityZone: zone,
          securityGroupIdList: [props.securityGroupId],
          subnetId,
        },
      });
      return connection.name;
    });
    this.subnetIds = props.subnets.map(({ id: subnetId }) => subnetId);
    this.securityGroupId = props.securityGroupId;
  }
}
