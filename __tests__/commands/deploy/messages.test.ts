import { hostname, userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { countChanges, formatCounts, formatSeconds } from "../../../commands/deploy/counts";
import { stackError } from "../../../commands/deploy/diagnostics";
import { type Diagnostic, parseEvent } from "../../../commands/deploy/events";
import { explainLock, parseLock } from "../../../commands/deploy/lock";
import { formatChanges } from "../../../commands/deploy/report";
import { built, fakeStack } from "../../support/fake-stacks";

const stack = fakeStack("dev-network", {
  reads: { security: "dev-security" },
  resources: { "aws_nat_gateway.vpc_nat_a": built("dev-network/vpc/nat/a") },
});
const error = (more: Partial<Diagnostic>): Diagnostic => ({ severity: "error", summary: "No such subnet", ...more });

describe("parseEvent", () => {
  it("reads plans, operations and messages, and passes over the rest", () => {
    const resource = { addr: "aws_vpc.main" };
    expect(parseEvent(JSON.stringify({ type: "planned_change", change: { resource, action: "create" } }))).toEqual({
      kind: "planned",
      change: { address: "aws_vpc.main", action: "create" },
    });
    expect(
      parseEvent(
        JSON.stringify({ type: "planned_change", change: { resource, action: "update", importing: { id: "1" } } }),
      ),
    ).toMatchObject({ change: { imported: true } });
    const hook = { resource, action: "create", id_key: "id", id_value: "vpc-1" };
    expect(parseEvent(JSON.stringify({ type: "apply_complete", hook }))).toMatchObject({
      kind: "finished",
      id: "vpc-1",
    });
    expect(parseEvent(JSON.stringify({ type: "diagnostic", diagnostic: error({}) }))).toMatchObject({
      kind: "diagnostic",
    });
    for (const line of ["", "Terraform v1.11.4", '{"type": "apply_st', JSON.stringify({ type: "version" })]) {
      expect(parseEvent(line)).toBeUndefined();
    }
  });
});

describe("counts", () => {
  it("counts a replacement as one more and one less, and an import beside what else is done to it", () => {
    const changes = [
      { action: "create" as const },
      { action: "replace" as const },
      { action: "delete" as const },
      { action: "update" as const, imported: true },
      { action: "import" as const, imported: true },
      { action: "read" as const },
    ];
    expect(formatCounts(countChanges(changes))).toBe("+2 ~1 -2 (2 taken over)");
    expect(formatCounts(countChanges([]))).toBe("+0 ~0 -0");
  });

  it.each([
    [900, "1 s"],
    [59_400, "59 s"],
    [65_000, "1 min 05 s"],
  ])("writes %i ms as %s", (milliseconds, text) => expect(formatSeconds(milliseconds)).toBe(text));
});

describe("stackError", () => {
  it("names the stack, the construct and the address", () => {
    const { message } = stackError(
      stack,
      [error({ address: "aws_nat_gateway.vpc_nat_a", detail: "subnet-1\nis gone" })],
      {},
    );
    expect(message).toBe("dev-network  vpc/nat/a (aws_nat_gateway.vpc_nat_a): No such subnet\n  subnet-1\n  is gone");
  });

  it("says each thing once, and warnings never", () => {
    const { message } = stackError(
      stack,
      [error({}), error({}), error({ severity: "warning", summary: "Deprecated" })],
      {},
    );
    expect(message).toBe("dev-network: No such subnet");
  });

  it("shows what Terraform wrote to standard error when it says nothing else", () => {
    expect(stackError(stack, [], { stderr: "╷\n│ Error: Unreadable module\n╵\n" }).message).toBe(
      "dev-network: Error: Unreadable module",
    );
  });

  it("says what to do about a producer that was never applied", () => {
    const { message } = stackError(stack, [error({ summary: "Unable to find remote state" })], {
      option: " --emulator",
    });
    expect(message).toContain("npx strata deploy dev-security --emulator");
    expect(message).toContain("npx strata preview dev --emulator");
  });
});

describe("a lock", () => {
  const me = `${userInfo().username}@${hostname()}`;
  const locked = (who: string) =>
    error({
      summary: "Error acquiring the state lock",
      detail: `Error message: StatusCode: 412\nLock Info:\n  ID:        1b2c-3d\n  Path:      states/x\n  Operation: OperationTypeApply\n  Who:       ${who}\n  Version:   1.11.4\n  Created:   2026-03-01 10:00:00.123 +0000 UTC\n  Info:      \n\nTerraform acquires a state lock`,
    });

  it("is explained: who holds it, since when, how to free it", () => {
    const lock = parseLock(locked(me));
    expect(lock).toMatchObject({ id: "1b2c-3d", operation: "OperationTypeApply", who: me });
    const { message } = stackError(stack, [locked(me)], { option: " --emulator" });
    expect(message).toContain(`locked by ${me} (this machine): apply since 2026-03-01 10:00:00 UTC`);
    expect(message).toContain("npx strata unlock dev-network 1b2c-3d --emulator");
  });

  it("of another machine is said to be one", () => {
    const lock = parseLock(locked("ada@laptop"));
    expect(lock && explainLock("dev-network", lock, "")).toContain("ada@laptop (another machine)");
  });

  it("is seen in no other message", () => {
    expect(parseLock(error({ detail: "ID: 5" }))).toBeUndefined();
  });
});

describe("formatChanges", () => {
  it("sums up what is added, and names each other change with its construct", () => {
    const text = formatChanges(stack, [
      { address: "aws_subnet.a", action: "create" },
      { address: "aws_subnet.b", action: "create" },
      { address: "aws_nat_gateway.vpc_nat_a", action: "replace" },
      { address: "aws_eip.gone", action: "delete" },
    ]);
    expect(text).toBe("  ± vpc/nat/a (aws_nat_gateway.vpc_nat_a)\n  - aws_eip.gone\n  + 2 aws_subnet");
  });
});
