import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EC2Client } from "@aws-sdk/client-ec2";
import { afterEach, describe, expect, test } from "vitest";
import { removeFrom } from "../../../commands/deploy/guardduty-leftovers";

const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
const wait = { rounds: 2, milliseconds: 1 };
let server: Server | undefined;
afterEach(() => server?.close());

/** EC2 with an endpoint of GuardDuty and its group. The group stays while the endpoint is there, as in AWS. */
async function ec2With({ goesAfter = 1, refuses = "" } = {}) {
  const calls: string[] = [];
  const has = { endpoint: true, group: true };
  let looks = 0;
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const asked = new URLSearchParams(text);
    const action = asked.get("Action") ?? "";
    calls.push(action);
    const fail = (code: string) =>
      response
        .writeHead(400)
        .end(`<Response><Errors><Error><Code>${code}</Code><Message>${code}</Message></Error></Errors></Response>`);
    if (action === refuses) return fail("UnauthorizedOperation");
    if (action.startsWith("Describe")) {
      expect([asked.get("Filter.1.Value.1"), asked.get("Filter.2.Name"), asked.get("Filter.2.Value.1")]).toEqual([
        "vpc-1",
        "tag:GuardDutyManaged",
        "true",
      ]);
    }
    if (action === "DescribeVpcEndpoints" && calls.includes("DeleteVpcEndpoints") && ++looks >= goesAfter)
      has.endpoint = false;
    if (action === "DeleteSecurityGroup") {
      if (has.endpoint) return fail("DependencyViolation");
      has.group = false;
    }
    const state = looks > 0 || calls.includes("DeleteVpcEndpoints") ? "deleting" : "available";
    const found: Record<string, string> = {
      DescribeVpcEndpoints: has.endpoint
        ? `<vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><state>${state}</state></item></vpcEndpointSet>`
        : "",
      DescribeSecurityGroups: has.group
        ? "<securityGroupInfo><item><groupId>sg-1</groupId></item></securityGroupInfo>"
        : "",
    };
    response.end(
      `<${action}Response xmlns="${namespace}">${found[action] ?? "<return>true</return>"}</${action}Response>`,
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return { calls, has, ec2: new EC2Client({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 }) };
}

describe("what GuardDuty made in a VPC", () => {
  test("goes before the VPC: the group when the endpoint is gone", async () => {
    const told: string[] = [];
    const { ec2, has } = await ec2With({ goesAfter: 3 });
    await removeFrom(ec2, "vpc-1", { tell: (text) => told.push(text), wait });
    expect(has).toEqual({ endpoint: false, group: false });
    expect(told).toEqual([
      "deletes vpce-1, which GuardDuty made in vpc-1",
      "deletes sg-1, which GuardDuty made in vpc-1",
    ]);
  });

  test("stops a destroy with what to do when its endpoint does not go", async () => {
    const { ec2, has } = await ec2With({ goesAfter: 99 });
    await expect(removeFrom(ec2, "vpc-1", { tell: () => {}, wait })).rejects.toThrow(
      "vpce-1 in vpc-1 is still there. Delete it, then destroy again.",
    );
    expect(has.group).toBe(true);
  });

  test("is left to the runbook where the caller may not look", async () => {
    const told: string[] = [];
    const { ec2, calls } = await ec2With({ refuses: "DescribeVpcEndpoints" });
    await removeFrom(ec2, "vpc-1", { tell: (text) => told.push(text), wait });
    expect(told).toEqual([expect.stringContaining("see docs/runbooks/retire-an-environment.md")]);
    expect(calls).toEqual(["DescribeVpcEndpoints"]);
  });
});
