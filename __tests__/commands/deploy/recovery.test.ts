import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Notes } from "../../../commands/deploy/notes";
import { idsInState, takeOver } from "../../../commands/deploy/recovery";
import { processIdentity } from "../../../commands/emulator/record";
import { stackOf } from "../emulator/stacks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-notes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (type: string, addr: string, action = "create", id?: string) =>
  `${JSON.stringify({ type, hook: { resource: { addr }, action, ...(id && { id_key: "id", id_value: id }) } })}\n`;

describe("Notes", () => {
  it("tell what an apply that was killed had done, its last line cut", () => {
    const notes = new Notes(folder);
    expect(notes.unfinished()).toBeUndefined();
    notes.begin({ pid: 2 ** 30, identity: "long ago" });
    writeFileSync(
      notes.journal,
      line("apply_start", "aws_vpc.main") +
        line("apply_start", "aws_eip.nat") +
        line("apply_start", "aws_subnet.a") +
        line("apply_complete", "aws_vpc.main", "create", "vpc-1") +
        line("apply_start", "aws_vpc.other", "update") +
        line("apply_errored", "aws_eip.nat") +
        line("apply_complete", "aws_subnet.a", "create", "subnet-1").slice(0, 40),
    );
    expect(notes.unfinished()).toMatchObject({
      created: new Map([["aws_vpc.main", "vpc-1"]]),
      underWay: ["aws_subnet.a"],
    });
    expect(notes.isRunning()).toBe(false);
  });

  it("tell that an apply still runs", () => {
    const notes = new Notes(folder);
    writeFileSync(notes.journal, "");
    notes.begin({ pid: process.pid, identity: processIdentity(process.pid) ?? "" });
    expect(notes.isRunning()).toBe(true);
  });

  it("are gone when they are closed", () => {
    const notes = new Notes(folder);
    notes.begin({ pid: 1, identity: "x" });
    writeFileSync(notes.journal, "");
    notes.close();
    expect(notes.unfinished()).toBeUndefined();
  });
});

describe("takeOver", () => {
  const stack = stackOf("dev-network", {
    resource: {
      aws_vpc: { main: {} },
      aws_eip: { nat: {} },
      aws_route_table: { a: {} },
      aws_route: {
        internet: { route_table_id: "${aws_route_table.a.id}", destination_cidr_block: "0.0.0.0/0" },
        elsewhere: { route_table_id: "${data.aws_route_table.theirs.id}", destination_cidr_block: "0.0.0.0/0" },
      },
      aws_iam_role: { flow_logs: { name: "strata-dev-flow-logs" } },
    },
  } as never);

  it("takes over what was created and is in no state, by its id", () => {
    const created = new Map([
      ["aws_vpc.main", "vpc-1"],
      ["aws_eip.nat", "eipalloc-1"],
      ["aws_removed.since", "x"],
    ]);
    const recorded = new Map([["aws_vpc.main", "vpc-1"]]);
    expect(takeOver(stack, { created, underWay: [] }, recorded)).toEqual({
      imports: [{ to: "aws_eip.nat", id: "eipalloc-1", certain: true }],
      unknown: [],
    });
  });

  it("makes ids of arguments, with ids out of the state and out of the journal", () => {
    const created = new Map([["aws_route.internet", "r-rtb-1"]]);
    const expected = [{ to: "aws_route.internet", id: "rtb-1_0.0.0.0/0", certain: true }];
    const { imports } = takeOver(stack, { created, underWay: [] }, new Map([["aws_route_table.a", "rtb-1"]]));
    expect(imports).toEqual(expected);
    const both = new Map([...created, ["aws_route_table.a", "rtb-1"]]);
    expect(takeOver(stack, { created: both, underWay: [] }, new Map()).imports).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it("tries what was under way where the id follows from the arguments, and names the rest", () => {
    const underWay = ["aws_iam_role.flow_logs", "aws_eip.nat", "aws_route.elsewhere"];
    expect(takeOver(stack, { created: new Map(), underWay }, new Map())).toEqual({
      imports: [{ to: "aws_iam_role.flow_logs", id: "strata-dev-flow-logs", certain: false }],
      unknown: ["aws_eip.nat", "aws_route.elsewhere"],
    });
  });
});

describe("idsInState", () => {
  it("reads managed resources only", () => {
    const instances = [{ attributes: { id: "vpc-1" } }];
    expect(
      idsInState({
        resources: [
          { mode: "managed", type: "aws_vpc", name: "main", instances },
          { mode: "data", type: "aws_region", name: "here", instances },
        ],
      }),
    ).toEqual(new Map([["aws_vpc.main", "vpc-1"]]));
    expect(idsInState({})).toEqual(new Map());
  });
});
