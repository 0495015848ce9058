import { expect, it } from "vitest";
import { describeFinding, findings, type TerraformDiagnostic } from "../../../commands/merged-root/diagnostics";
import { locationOfAddress } from "../../../commands/merged-root/locate";
import { diagnosticsOf, messagesOf } from "../../../commands/merged-root/messages";
import { built, fakeStack } from "../../support/fake-stacks";

const stacks = ["dev-network", "prod-network"].map((id) =>
  fakeStack(id, {
    resources: {
      "aws_nat_gateway.vpc_nat_a": built(`${id}/vpc/routing/nat-a`),
      "data.aws_region.here": built(`${id}/here`),
    },
  }),
);

function error(more: Partial<TerraformDiagnostic>): TerraformDiagnostic {
  return { severity: "error", summary: "Wrong", detail: "Really.", ...more };
}

const described = (...all: TerraformDiagnostic[]) => findings(all, stacks).map(describeFinding);

it("names stack, construct path, address and argument", () => {
  const diagnostic = error({
    range: { filename: "modules/dev-network/cdk.tf.json" },
    snippet: { context: "resource.aws_nat_gateway.vpc_nat_a", code: '        "subnet_id": "x",' },
  });
  expect(described(diagnostic)).toEqual([
    "dev-network  vpc/routing/nat-a (aws_nat_gateway.vpc_nat_a) subnet_id: Wrong. Really.",
  ]);
  expect(findings([diagnostic], stacks)[0]?.place).toEqual({
    stack: "dev-network",
    environment: "dev",
    layer: "network",
    address: "aws_nat_gateway.vpc_nat_a",
    path: "vpc/routing/nat-a",
  });
});

it("does not take the block itself for an argument", () => {
  const snippet = { context: "resource.aws_nat_gateway.vpc_nat_a", code: '      "vpc_nat_a": {' };
  const range = { filename: "modules/dev-network/cdk.tf.json" };
  expect(findings([error({ range, snippet })], stacks)[0]).not.toHaveProperty("argument");
});

it("goes by the address where Terraform tells one", () => {
  expect(described(error({ address: "module.prod-network.data.aws_region.here" }))).toEqual([
    "prod-network  here (data.aws_region.here): Wrong. Really.",
  ]);
  expect(locationOfAddress(stacks, "module.dev-network.aws_nat_gateway.vpc_nat_a[0]")?.path).toBe("vpc/routing/nat-a");
  expect(locationOfAddress(stacks, "module.other.aws_vpc.vpc")).toBeUndefined();
});

it("places a message about the call of a stack, an output or the root", () => {
  const call = error({ range: { filename: "root.tf.json" }, snippet: { context: "module.dev-network" } });
  const output = error({
    range: { filename: "modules/dev-network/cdk.tf.json" },
    snippet: { context: "output.vpc_id" },
  });
  expect(described(call)).toEqual(["dev-network: Wrong. Really."]);
  expect(described(output)).toEqual(["dev-network  output.vpc_id: Wrong. Really."]);
  expect(described(error({ detail: "" }))).toEqual(["Wrong"]);
});

it("tells findings in the order of the stacks, and the same thing once", () => {
  const at = (stack: string) => error({ address: `module.${stack}.aws_nat_gateway.vpc_nat_a` });
  expect(described(at("prod-network"), at("dev-network"), at("dev-network")).map((line) => line.slice(0, 12))).toEqual([
    "dev-network ",
    "prod-network",
  ]);
  const warning = { ...at("dev-network"), severity: "warning" as const };
  const sameElsewhere = { ...at("prod-network"), severity: "warning" as const };
  expect(described(warning, sameElsewhere)).toHaveLength(1);
});

it("finds the diagnostics among the lines of a command", () => {
  const lines = [
    '{"type":"version"}',
    "not JSON at all",
    '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Wrong"}}',
  ];
  expect(diagnosticsOf(messagesOf(lines.join("\n")))).toEqual([{ severity: "error", summary: "Wrong" }]);
});
