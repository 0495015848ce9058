import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { accountOnly } from "./endpoint-policy";

export interface GatewayEndpointsProps {
  readonly site: Site;
  readonly vpcId: string;
  /** Route tables that get a route to each endpoint. */
  readonly routeTableIds: readonly string[];
}

/** The gateway endpoints of S3 and DynamoDB: free of charge, and the only way there from tiers without internet. */
export class GatewayEndpoints extends Construct {
  /** Prefix list of each service, for security group rules. */
  readonly prefixListIds: Readonly<Record<"s3" | "dynamodb", string>>;
  readonly s3EndpointId: string;

  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    const { account, region } = props.site;
    const s3 = this.endpoint(
      "s3",
      props,
      policyDocument([accountOnly(account), awsOwnedDownloads(region), awsOwnedLogs(region)]),
    );
    const dynamodb = this.endpoint("dynamodb", props, policyDocument([accountOnly(account)]));
    this.s3EndpointId = s3.id;
    this.prefixListIds = { s3: s3.prefixListId, dynamodb: dynamodb.prefixListId };
  }

  private endpoint(service: string, props: GatewayEndpointsProps, policy: string): VpcEndpoint {
    const { names, region } = props.site;
    return new VpcEndpoint(this, service, {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...props.routeTableIds],
      policy,
      tags: { Name: names.of("tag", service) },
    });
  }
}

/**
 * Image layers, operating system packages and those of EMR come from buckets of AWS, with credentials that are not the
 * account's (docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html,
 * docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html).
 */
function awsOwnedDownloads(region: string) {
  return {
    sid: "AwsOwnedDownloads",
    principal: "*",
    actions: "s3:GetObject",
    resources: [
      `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
      `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
      `arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`,
    ],
  } as const;
}

/**
 * EMR keeps logs and Spark's histories in buckets of AWS as well, for its own consoles
 * (docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html,
 * docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html).
 */
function awsOwnedLogs(region: string) {
  return {
    sid: "AwsOwnedLogs",
    principal: "*",
    actions: ["s3:PutObject", "s3:PutObjectAcl"],
    resources: [`arn:aws:s3:::prod.${region}.appinfo.src/*`],
    conditions: {
      StringEquals: {
        "aws:PrincipalServiceName": ["elasticmapreduce.amazonaws.com", "emr-serverless.amazonaws.com"],
      },
    },
  } as const;
}
