import { describe, expect, test } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import {
  adding,
  alone,
  base,
  type Case,
  clean,
  dev,
  dr,
  edit,
  editing,
  faultsOf,
  folderOf,
  placesOfFaults,
  prod,
  stage,
  tells,
} from "./fixtures";

describe("recovery", () => {
  const people = "security: { personas: { alsoIn: [{ environment: dr, region: us-west-2 }] } }";

  test.each<Case>([
    [
      "of an unknown environment",
      editing("dr", "recovers: prod", "recovers: prd"),
      "dr.yaml:15:11 recovers | prd | the name of another environment: dev, stage, prod | Did you mean prod?",
    ],
    [
      "of itself",
      editing("dr", "recovers: prod", "recovers: dr"),
      "dr.yaml:15:11 recovers | dr | the name of another environment: dev, stage, prod |",
    ],
    [
      "in the same region",
      {
        ...clean,
        dr: edit(dr, "account: false", "account: false, region: false").replaceAll("us-west-2", "us-east-1"),
      },
      "dr.yaml:5:9 region | us-east-1 | prod stands in that region (environments/prod.yaml:5:9) | Name another region.",
    ],
    [
      "in another organization",
      adding("dr", "organization: other"),
      "dr.yaml:17:15 organization | other | prod belongs to strata, and its resources are found by that name (environments/base.yaml:1:15) | Set it to strata.",
    ],
    [
      "with fewer zones",
      editing("prod", "us-east-1c]", "us-east-1c, us-east-1d]"),
      "dr.yaml:6:8 zones | [us-west-2a, us-west-2b, us-west-2c] | prod spreads over 4 zones, and its load must fit after a failover (environments/prod.yaml:6:8) | Name 4 zones.",
    ],
    [
      "with a smaller range",
      editing("dr", "10.40.0.0/16", "10.40.0.0/18"),
      "dr.yaml:14:9 network.cidr | 10.40.0.0/18 | prod has 10.30.0.0/16, and its load must fit after a failover (environments/prod.yaml:14:9) | Take a range of /16.",
    ],
    [
      "of keys that stay in their region",
      editing("prod", "security: {", "security: { keys: { multiRegion: false },"),
      "prod.yaml:9:34 security.keys.multiRegion | false | dr recovers prod (environments/dr.yaml:15:11) and needs replicas of its keys (true) | Set it to true.",
    ],
    [
      "in another account",
      { ...clean, dr: edit(edit(dr, '"333333333333"', '"444444444444"'), "owns: { account: false }", "owns: {}") },
      'dr.yaml:4:10 account | "444444444444" | prod stands in account 333333333333, and is recovered within it (environments/prod.yaml:4:10) | Set it to "333333333333".',
    ],
    [
      "by people who cannot work there",
      editing("prod", people, "# nobody"),
      "prod.yaml:3:7 security.personas.alsoIn | [] (default of tier production) | dr recovers prod (environments/dr.yaml:15:11), and the roles of prod are the only ones of their account | Add { environment: dr, region: us-west-2 }.",
    ],
    [
      "of people who also work where nothing is recovered",
      editing("prod", "[{ environment: dr,", "[{ environment: dev, region: us-east-1 }, { environment: dr,"),
      "prod.yaml:9:49 security.personas.alsoIn[0].environment | dev | an environment that recovers prod | Remove it, or set recovers there.",
    ],
    [
      "of an environment that says nothing of it",
      { ...clean, prod: alone.replace("# The last section, so that a test can add to it.", people) },
      "dr.yaml:15:11 recovers | prod | prod says in recovery what its recovery has to achieve, and it says nothing | Add recovery to environments/prod.yaml",
    ],
    [
      "in another region than the primary says",
      editing("prod", "recovery: { region: us-west-2", "recovery: { region: us-east-2"),
      "prod.yaml:12:21 recovery.region | us-east-2 | dr recovers prod in us-west-2 (environments/dr.yaml:5:9) | Set it to us-west-2.",
    ],
    [
      "by nobody",
      { base, dev, stage, prod: edit(prod, people, "# nobody") },
      "prod.yaml:12:1 recovery | a recovery | an environment with recovers: prod, and there is none | Remove it, or add the environment.",
    ],
  ])("%s", tells);

  test("of every environment, by one line in the file they share", () => {
    const recovery = prod.split("\n").find((line) => line.startsWith("recovery:")) ?? "";
    const shared = { ...clean, base: `${base}${recovery}\n`, prod: edit(prod, `${recovery}\n`, "") };
    const recoveries = inspectEnvironments(folderOf(shared)).errors.filter(({ key }) => key === "recovery");
    const move = "Move it to the file of the environment that is recovered";
    expect(recoveries.map(({ sharedBy, allowed, fix }) => [sharedBy, allowed, fix])).toEqual([
      [["dev"], "an environment with recovers: dev, and there is none", `${move}, or add the environment.`],
      [["stage"], "an environment with recovers: stage, and there is none", `${move}, or add the environment.`],
      [["dr"], "no recovery: dr recovers prod itself", `${move}.`],
    ]);
  });

  test("by one that says how it is recovered itself", () => {
    const recovery = prod.split("\n").find((line) => line.startsWith("recovery:")) ?? "";
    tells(
      "",
      { ...clean, dr: `${dr}${recovery}\n` },
      "dr.yaml:17:1 recovery | a recovery | no recovery: dr recovers prod itself | Remove it.",
    );
  });

  test("by a second environment, which is told once", () => {
    const dr2 = edit(edit(dr, "name: dr", "name: dr2"), "10.40.0.0/16", "10.50.0.0/16");
    const faults = faultsOf({ ...clean, dr2 }).filter((fault) => fault.includes("recover"));
    expect(faults).toEqual([
      "environments/dr2.yaml:15:11 recovers | prod | an environment that no other recovers; dr recovers prod already (environments/dr.yaml:15:11) | Name another, or remove the line.",
    ]);
  });

  test.each(["", "5"])("of what is no name, told once: '%s'", (recovers) => {
    const faults = faultsOf({ ...clean, dr: edit(dr, "recovers: prod", `recovers: ${recovers}`) });
    expect(faults.filter((fault) => fault.includes("environments/prod.yaml"))).toEqual([]);
    expect(faults.filter((fault) => fault.includes(" recovers | "))).toHaveLength(1);
  });

  test("of another cache, for a reason that is true of the strategy", () => {
    const larger = "data: { cache: { nodeType: cache.r7g.xlarge } }\n";
    const files = (strategy: string) => ({
      ...clean,
      prod: edit(prod, "warm-standby", strategy),
      dr: `${dr}${larger}`,
    });
    expect(faultsOf(files("warm-standby"))[0]).toContain(
      "prod has cache.r7g.large (default of tier production), and the members of a global datastore have one |",
    );
    expect(faultsOf(files("pilot-light"))[0]).toContain("and it is built like that one on the day |");
  });

  test("of tables that the follower lacks, told in its own file", () => {
    const table = "data: { tables: { orders: { hashKey: id, attributes: { id: S } } } }\n";
    expect(faultsOf({ ...clean, prod: `${prod}${table}` })).toEqual([
      expect.stringMatching(/^environments\/dr\.yaml:3:7 data\.tables\.orders \| nothing \| prod has \{ hashKey: id, /),
    ]);
  });

  test("of a sandbox, with caches that cannot fail over by themselves", () => {
    const sandbox = (text: string) => text.replace("tier: production", "tier: sandbox");
    const keys = "security: { keys: { multiRegion: true }, personas";
    const files = (nodes: string) => {
      const cache = `data: { cache: { nodeType: cache.r7g.large${nodes} }, relational: { engineVersion: "16.6" } }\n`;
      const primary = edit(sandbox(prod), "security: { personas", keys);
      return { ...clean, prod: `${primary}${cache}`, dr: `${sandbox(dr)}${cache}` };
    };
    expect(placesOfFaults(files(""))).toEqual([
      "environments/dr.yaml:17:9 data.cache.nodes",
      "environments/prod.yaml:15:9 data.cache.nodes",
    ]);
    expect(placesOfFaults(files(", nodes: 2"))).toEqual([]);
  });

  test("of a sandbox whose archive is locked harder than the follower's", () => {
    const sandbox = (text: string) => text.replace("tier: production", "tier: sandbox");
    const locked = "security: { keys: { multiRegion: true }, logArchive: { objectLock: governance }, personas";
    const data = `data: { cache: { nodeType: cache.r7g.large, nodes: 2 }, relational: { engineVersion: "16.6" } }\n`;
    const primary = edit(sandbox(prod), "security: { personas", locked);
    expect(faultsOf({ ...clean, prod: `${primary}${data}`, dr: `${sandbox(dr)}${data}` })).toEqual([
      expect.stringContaining("security.logArchive.objectLock | none (default of tier sandbox) | prod has governance"),
    ]);
  });

  test("with a version of the database that nobody would raise", () => {
    const files = (version: string) => {
      const data = `data: { relational: { engineVersion: "${version}" } }\n`;
      return { ...clean, prod: `${prod}${data}`, dr: `${dr}${data}` };
    };
    expect(faultsOf(files("16"))).toEqual([
      expect.stringMatching(
        /^environments\/prod\.yaml:15:38 data\.relational\.engineVersion \| "16" \| a version with its minor one: .* as in 16\.8\.$/,
      ),
    ]);
    expect(faultsOf(files("16.2"))).toEqual([]);
  });

  test("of an environment that recovers another itself", () => {
    const second = edit(edit(dr, "recovers: prod", "recovers: dr"), "name: dr", "name: dr2");
    const third = edit(edit(second, "10.40.0.0/16", "10.50.0.0/16"), '"333333333333"', '"555555555555"');
    const fourth = edit(third, "dr.example.com", "dr2.example.com");
    const dr2 = edit(fourth, "owns: { account: false }\n", "");
    tells(
      "",
      { ...clean, dr2 },
      "dr2.yaml:15:11 recovers | dr | dr recovers prod itself (environments/dr.yaml:15:11) | Name an environment that recovers no other.",
    );
  });

  test("in a lower tier, with less of all it brings", () => {
    const files = editing("dr", "production", "sandbox");
    expect(placesOfFaults(files)).toEqual([
      "environments/dr.yaml:3:7 tier",
      // natPerAz: the default of the tier, mended in the section that the file has.
      "environments/dr.yaml:13:1 network.natPerAz",
    ]);
  });

  test("with more than the primary is fine", () => {
    expect(
      faultsOf({
        ...editing("dr", "us-west-2c]", "us-west-2c, us-west-2d]"),
        prod: edit(prod, "10.30.0.0/16", "10.30.0.0/18"),
      }),
    ).toEqual([]);
  });
});
