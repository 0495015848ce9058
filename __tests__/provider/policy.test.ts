import { describe, expect, it } from "vitest";
import { checkovProgram, findCheckov } from "../../commands/policy/checkov/find";
import { runCheckov } from "../../commands/policy/checkov/run";
import { percentage } from "../../commands/policy/judge";
import { checkPolicies } from "../../commands/policy/run";
import { formatErrors } from "../../commands/policy/waivers";
import { today } from "../../commands/today";
import { fakeStacks } from "../support/fake-stacks";
import { realStacks } from "./support";

const checkov = await findCheckov(() => {}).catch((error: Error) => {
  console.warn(`SKIPPED, this needs checkov: pip install '${checkovProgram().package}'. ${error.message}`);
  return undefined;
});

describe.skipIf(!checkov)("checkov", () => {
  it("finds nothing in the whole platform but what is waived, and every waiver is needed", async () => {
    const { findings, errors, checkov: score } = await checkPolicies(realStacks(), { today: today() }, () => {});
    expect(findings.map(({ id, stack, address }) => `${id} ${stack} ${address}`)).toEqual([]);
    expect(formatErrors(errors)).toEqual([]);
    expect(score && percentage(score, "passed")).toBe(100);
    // Every waived check counted as a failure. Raise it when it rises, so that it never falls back.
    expect(score && percentage(score, "failed")).toBeGreaterThanOrEqual(94.8);
  });

  it("sees an open port, and the two ends of what crosses stacks", async () => {
    const stacks = fakeStacks({
      "dev-network": {
        resources: {
          "aws_security_group.used": { description: "used" },
          "aws_security_group.idle": { description: "idle" },
          "aws_vpc_security_group_ingress_rule.ssh": {
            security_group_id: "${aws_security_group.used.id}",
            cidr_ipv4: "0.0.0.0/0",
            ip_protocol: "tcp",
            from_port: 22,
            to_port: 22,
          },
        },
        outputs: { used_id: "${aws_security_group.used.id}" },
      },
      "dev-data": {
        reads: { network: "dev-network" },
        resources: {
          "aws_rds_cluster.main": {
            vpc_security_group_ids: ["${data.terraform_remote_state.network.outputs.used_id}"],
          },
        },
      },
    });
    const { violations } = await runCheckov(checkov ?? "", stacks);
    const found = violations.map(({ id, stack, address }) => `${id} ${stack} ${address}`);
    expect(found).toContain("CKV_AWS_24 dev-network aws_vpc_security_group_ingress_rule.ssh");
    expect(found).toContain("CKV2_AWS_5 dev-network aws_security_group.idle");
    expect(found).not.toContain("CKV2_AWS_5 dev-network aws_security_group.used");
  });
});
