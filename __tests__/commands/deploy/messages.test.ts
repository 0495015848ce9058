import { hostname, userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { countChanges, formatCounts, formatSeconds } from "../../../commands/deploy/counts";
import { stackError } from "../../../commands/deploy/diagnostics";
import type { Action } from "../../../commands/deploy/events";
import { type Diagnostic, parseEvent } from "../../../commands/deploy/events";
import { explainLock, parseLock } from "../../../commands/deploy/lock";
import type { ResourceChange } from "../../../commands/deploy/operations";
import { changesInFull } from "../../../commands/deploy/report";
import { reportText } from "../../../commands/preview/report";
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
  it("counts a replacement separately, and an import in addition to what else is done to it", () => {
    const changes = [
      { action: "create" as const },
      { action: "replace" as const },
      { action: "delete" as const },
      { action: "update" as const, imported: true },
      { action: "import" as const, imported: true },
      { action: "read" as const },
    ];
    expect(formatCounts(countChanges(changes))).toBe("+1 ~1 ±1 -1 (2 taken over)");
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

describe("changesInFull", () => {
  const read = { details: 0 };
  const details = async (...changes: ResourceChange[]) => {
    read.details++;
    return changes;
  };
  const planned = (...pairs: [address: string, action: Action][]) => ({
    changes: pairs.map(([address, action]) => ({ address, action })),
  });

  it("names each resource by its construct, without reading the plan where nothing changes in place", async () => {
    const plan = planned(["aws_nat_gateway.vpc_nat_a", "create"], ["aws_eip.gone", "delete"]);
    const text = reportText([stack], await changesInFull(stack, plan, () => details()));
    expect(text).toBe(
      "dev-network  1 to add, 1 to destroy\n  - aws_eip.gone\n  + vpc/nat/a (aws_nat_gateway.vpc_nat_a)",
    );
    expect(read.details).toBe(0);
  });

  it("counts a replacement apart, and names the argument that forces it", async () => {
    const nat: ResourceChange = {
      address: "aws_nat_gateway.vpc_nat_a",
      mode: "managed",
      type: "aws_nat_gateway",
      change: {
        actions: ["delete", "create"],
        before: { subnet_id: "subnet-1", tags: { a: "1" } },
        after: { subnet_id: "subnet-2", tags: { a: "1" } },
        replace_paths: [["subnet_id"]],
      },
    };
    const plan = planned(["aws_nat_gateway.vpc_nat_a", "replace"]);
    expect(reportText([stack], await changesInFull(stack, plan, () => details(nat)))).toBe(
      [
        "dev-network  1 to replace",
        "  ± vpc/nat/a (aws_nat_gateway.vpc_nat_a)",
        '      subnet_id: "subnet-1" → "subnet-2"  forces replacement',
      ].join("\n"),
    );
  });
});
