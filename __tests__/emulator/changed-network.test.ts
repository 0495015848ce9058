import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Tag,
} from "@aws-sdk/client-ec2";
import { expect, it } from "vitest";
import { describeOnEmulator } from "./harness";
import { takeSnapshot } from "./residue";

describeOnEmulator("a network that is changed, and then destroyed", (bench) => {
  const stacks = ["dev-security", "dev-network"];
  const stateOf = async (stack: string) => (await takeSnapshot(bench, [stack])).get(stack) ?? "";
  let vpcId = "";

  it("takes the change of a setting, without what the emulator forgets", async () => {
    const first = await bench.strata("deploy", ...stacks, "--emulator");
    expect(first.exitCode, first.output).toBe(0);

    const file = join(bench.synthesized, "stacks", "dev-network", "cdk.tf.json");
    const text = readFileSync(file, "utf8");
    const edited = text.replace('"max_aggregation_interval": 600', '"max_aggregation_interval": 60');
    expect(edited).not.toBe(text);
    writeFileSync(file, edited);
    const { output, exitCode } = await bench.strata("deploy", "dev-network", "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(await stateOf("dev-network")).toContain('"max_aggregation_interval": 60,');
  });

  it("goes with the endpoint and the group that GuardDuty made in it", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const ec2 = new EC2Client({ region: "us-east-1", endpoint: bench.endpoint(), credentials });
    vpcId = /"id": "(vpc-\w+)"/.exec(await stateOf("dev-network"))?.[1] ?? expect.fail("no VPC");
    const tagged = (ResourceType: "security-group" | "vpc-endpoint") => {
      const Tags: Tag[] = [{ Key: "GuardDutyManaged", Value: "true" }];
      return { TagSpecifications: [{ ResourceType, Tags }] };
    };
    const { GroupId = "" } = await ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: "GuardDutyManagedSecurityGroup",
        Description: "Of GuardDuty",
        VpcId: vpcId,
        ...tagged("security-group"),
      }),
    );
    const { VpcEndpoint } = await ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        VpcEndpointType: "Interface",
        ServiceName: "com.amazonaws.us-east-1.guardduty-data",
        SecurityGroupIds: [GroupId],
        ...tagged("vpc-endpoint"),
      }),
    );

    const { output, exitCode } = await bench.strata("destroy", "dev-network", "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(output).toContain(`deletes ${VpcEndpoint?.VpcEndpointId}, which GuardDuty made in ${vpcId}`);
    expect(output).toContain(`deletes ${GroupId}, which GuardDuty made in ${vpcId}`);
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    expect(Vpcs.map(({ VpcId }) => VpcId)).not.toContain(vpcId);
  });
});
