import { describe, expect, test } from "vitest";
import { GatewayEndpoints } from "../../../modules/network/gateway-endpoints";
import { InterfaceEndpoints } from "../../../modules/network/interface-endpoints";
import { testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const vpcId = "vpc-1";
const json = () =>
  probe((stack) => {
    const site = testSite(stack);
    new GatewayEndpoints(stack, "gateway", { site, vpcId, routeTableIds: ["rtb-1", "rtb-2"] });
    new InterfaceEndpoints(stack, "interface", {
      site,
      vpcId,
      services: ["kms", "ecr.api", "sts"],
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-1",
    });
  });

describe("endpoints", () => {
  test("serve the services asked for, privately and under their own names", () => {
    expect(at(json(), "aws_vpc_endpoint.interface_ecr_api")).toMatchObject({
      service_name: "com.amazonaws.us-east-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["subnet-1", "subnet-2"],
      security_group_ids: ["sg-1"],
    });
    expect(at(json(), "aws_vpc_endpoint.gateway_s3")).toMatchObject({
      service_name: "com.amazonaws.us-east-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["rtb-1", "rtb-2"],
    });
  });

  test.each(["gateway_s3", "gateway_dynamodb", "interface_kms", "interface_ecr_api"])(
    "%s lets principals of the account through and no others",
    (id) => {
      const statements = statementsOf(at(json(), `aws_vpc_endpoint.${id}`).policy);
      expect(statements.AccountOnly?.Condition).toEqual({ StringEquals: { "aws:PrincipalAccount": "111122223333" } });
      const others = Object.values(statements).filter(({ Sid }) => Sid !== "AccountOnly");
      // The buckets AWS serves image layers and packages from are read with AWS's own credentials, and EMR keeps its
      // logs in buckets of AWS as itself.
      const reading = others.filter(({ Action }) => Action === "s3:GetObject");
      const writing = others.filter((statement) => !reading.includes(statement));
      expect(reading).toHaveLength(id === "gateway_s3" ? 1 : 0);
      expect(writing.map(({ Resource, Condition }) => [Resource, Object.keys(Condition?.StringEquals ?? {})])).toEqual(
        id === "gateway_s3" ? [[["arn:aws:s3:::prod.us-east-1.appinfo.src/*"], ["aws:PrincipalServiceName"]]] : [],
      );
    },
  );

  test("let roles of the account, and no others, be assumed with a token: these calls are unsigned and name no account", () => {
    const { FederatedSignIn } = statementsOf(at(json(), "aws_vpc_endpoint.interface_sts").policy);
    expect(FederatedSignIn).toEqual({
      Sid: "FederatedSignIn",
      Effect: "Allow",
      Principal: "*",
      Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
      Resource: "arn:aws:iam::111122223333:role/*",
    });
  });
});
