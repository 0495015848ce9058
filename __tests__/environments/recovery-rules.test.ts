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
  errorsOf,
  folderOf,
  placesOfErrors,
  prod,
  stage,
  tells,
} from "./fixtures";

describe("recovery", () => {
  const people = "security: { personas: { alsoIn: [{ environment: dr, region: us-west-2 }] } }";

  const fourNodes = "application: { kubernetes: { compute: { mode: node-groups, nodes: { min: 4 } } } }";

  test.each<Case>([
    [
      "of an unknown environment",
      editing("dr", "recovers: prod", "recovers: prd"),
      "dr.yaml:15:11 recovers | prd | the name of another environment (dev, stage, prod) | Did you mean prod?",
    ],
    [
      "of itself",
      editing("dr", "recovers: prod", "recovers: dr"),
      "dr.yaml:15:11 recovers | dr | the name of another environment (dev, stage, prod) |",
    ],
    [
      "in the same region",
      {
        ...clean,
        dr: edit(dr, "account: false", "account: false, region: false").replaceAll("us-west-2", "us-east-1"),
      },
      "dr.yaml:5:9 region | us-east-1 | a region other than that of prod (environments/prod.yaml:5:9) | Name another region.",
    ],
    [
      "in another organization",
      adding("dr", "organization: other"),
      "dr.yaml:17:15 organization | other | the organization of prod, strata (environments/base.yaml:1:15): its resources are found by that name | Set it to strata.",
    ],
    [
      "with fewer zones",
      {
        ...clean,
        prod: `${edit(prod, "us-east-1c]", "us-east-1c, us-east-1d]")}\n${fourNodes}`,
      },
      "dr.yaml:6:8 zones | [us-west-2a, us-west-2b, us-west-2c] | at least the 4 zones of prod (environments/prod.yaml:6:8): its load must fit after a failover | Name 4 zones.",
    ],
    [
      "with a smaller range",
      editing("dr", "10.40.0.0/16", "10.40.0.0/18"),
      "dr.yaml:14:9 network.cidr | 10.40.0.0/18 | a range as large as that of prod, 10.30.0.0/16 (environments/prod.yaml:14:9): its load must fit after a failover | Choose a range of /16.",
    ],
    [
      "of keys that stay in their region",
      editing("prod", "security: {", "security: { keys: { multiRegion: false },"),
      "prod.yaml:9:34 security.keys.multiRegion | false | true: dr recovers prod (environments/dr.yaml:15:11) and needs replicas of its keys | Set it to true.",
    ],
    [
      "in another account",
      { ...clean, dr: edit(edit(dr, '"333333333333"', '"444444444444"'), "owns: { account: false }", "owns: {}") },
      'dr.yaml:4:10 account | "444444444444" | the account of prod, 333333333333 (environments/prod.yaml:4:10) | Set it to "333333333333".',
    ],
    [
      "by people who cannot work there",
      editing("prod", people, "# nobody"),
      "prod.yaml:3:7 security.personas.alsoIn | [] (default of tier production) | an item for dr, which recovers prod (environments/dr.yaml:15:11): the two share one set of roles | Add { environment: dr, region: us-west-2 }.",
    ],
    [
      "of an environment that says nothing of it",
      { ...clean, prod: alone.replace("# The last section, so that a test can add to it.", people) },
      "dr.yaml:15:11 recovers | prod | an environment with a recovery section | Add recovery to environments/prod.yaml: region, strategy and objectives.",
    ],
    [
      "in another region than the primary says",
      editing("prod", "recovery: { region: us-west-2", "recovery: { region: us-east-2"),
      "prod.yaml:12:21 recovery.region | us-east-2 | us-west-2, the region of dr (environments/dr.yaml:5:9) | Set it to us-west-2.",
    ],
    [
      "by nobody",
      { base, dev, stage, prod: edit(prod, people, "# nobody") },
      "prod.yaml:12:1 recovery | none | an environment with recovers: prod | Remove it, or add the environment.",
    ],
  ])("%s", tells);

  test("of people who also work where nothing is recovered, and whose policies have no room for a third environment", () => {
    const more = editing("prod", "[{ environment: dr,", "[{ environment: dev, region: us-east-1 }, { environment: dr,");
    expect(errorsOf(more)).toEqual([
      expect.stringContaining("at most 6144 characters in the policy strata-prod-data-services-everywhere"),
      expect.stringContaining("at most 6144 characters in the policy strata-prod-operations-work"),
      "environments/prod.yaml:9:49 security.personas.alsoIn[0].environment | dev | an environment that recovers prod | Remove it, or set recovers there.",
    ]);
  });

  test("of every environment, by one line in the file they share", () => {
    const recovery = prod.split("\n").find((line) => line.startsWith("recovery:")) ?? "";
    const shared = { ...clean, base: `${base}${recovery}\n`, prod: edit(prod, `${recovery}\n`, "") };
    const recoveries = inspectEnvironments(folderOf(shared)).errors.filter(({ key }) => key === "recovery");
    const move = "Move it to the file of the environment that is recovered";
    expect(recoveries.map(({ sharedBy, allowed, fix }) => [sharedBy, allowed, fix])).toEqual([
      [["dev"], "an environment with recovers: dev", `${move}, or add the environment.`],
      [["stage"], "an environment with recovers: stage", `${move}, or add the environment.`],
      [["dr"], "no recovery section in dr, which recovers prod", `${move}.`],
    ]);
  });

  test("by one that says how it is recovered itself", () => {
    const recovery = prod.split("\n").find((line) => line.startsWith("recovery:")) ?? "";
    tells(
      "",
      { ...clean, dr: `${dr}${recovery}\n` },
      "dr.yaml:17:1 recovery | one | no recovery section in dr, which recovers prod | Remove it.",
    );
  });

  test("by a second environment, which is reported once", () => {
    const dr2 = edit(edit(dr, "name: dr", "name: dr2"), "10.40.0.0/16", "10.50.0.0/16");
    const errors = errorsOf({ ...clean, dr2 }).filter((error) => error.includes("recover"));
    expect(errors).toEqual([
      "environments/dr2.yaml:15:11 recovers | prod | an environment that no other recovers: dr recovers prod already (environments/dr.yaml:15:11) | Name another, or remove the line.",
    ]);
  });

  test.each(["", "5"])("of what is no name, reported once: '%s'", (recovers) => {
    const errors = errorsOf({ ...clean, dr: edit(dr, "recovers: prod", `recovers: ${recovers}`) });
    expect(errors.filter((error) => error.includes("environments/prod.yaml"))).toEqual([]);
    expect(errors.filter((error) => error.includes(" recovers | "))).toHaveLength(1);
  });

  test("of another cache, for a reason that is true of the strategy", () => {
    const larger = "data: { cache: { nodeType: cache.r7g.xlarge } }\n";
    const files = (strategy: string) => ({
      ...clean,
      prod: edit(prod, "warm-standby", strategy),
      dr: `${dr}${larger}`,
    });
    expect(errorsOf(files("warm-standby"))[0]).toContain("dr.yaml:17:28 data.cache.nodeType |");
    expect(errorsOf(files("pilot-light"))[0]).toContain(": a failover needs the same |");
  });

  test("of tables that the follower lacks, reported in its own file", () => {
    const table = "data: { tables: { orders: { hashKey: id, attributes: { id: S } } } }\n";
    expect(errorsOf({ ...clean, prod: `${prod}${table}` })).toEqual([
      expect.stringMatching(
        /^environments\/dr\.yaml:3:7 data\.tables\.orders \| nothing \| the value of prod, \{ hashKey: id, /,
      ),
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
    expect(placesOfErrors(files(""))).toEqual([
      "environments/dr.yaml:17:9 data.cache.nodes",
      "environments/prod.yaml:15:9 data.cache.nodes",
    ]);
    expect(placesOfErrors(files(", nodes: 2"))).toEqual([]);
  });

  test("of a sandbox whose archive is locked harder than the follower's", () => {
    const sandbox = (text: string) => text.replace("tier: production", "tier: sandbox");
    const locked = "security: { keys: { multiRegion: true }, logArchive: { objectLock: governance }, personas";
    const data = `data: { cache: { nodeType: cache.r7g.large, nodes: 2 }, relational: { engineVersion: "16.6" } }\n`;
    const primary = edit(sandbox(prod), "security: { personas", locked);
    expect(errorsOf({ ...clean, prod: `${primary}${data}`, dr: `${sandbox(dr)}${data}` })).toEqual([
      expect.stringContaining(
        "dr.yaml:3:7 security.logArchive.objectLock | none (default of tier sandbox) | governance, as in prod (environments/prod.yaml:9:68)",
      ),
    ]);
  });

  test("with a version of the database that would never be upgraded", () => {
    const files = (version: string) => {
      const data = `data: { relational: { engineVersion: "${version}" } }\n`;
      return { ...clean, prod: `${prod}${data}`, dr: `${dr}${data}` };
    };
    expect(errorsOf(files("16"))).toEqual([
      expect.stringMatching(
        /^environments\/prod\.yaml:15:38 data\.relational\.engineVersion \| "16" \| a major and minor version: .* as in 16\.8\.$/,
      ),
    ]);
    expect(errorsOf(files("16.2"))).toEqual([]);
  });

  test("of an environment that recovers another itself", () => {
    const second = edit(edit(dr, "recovers: prod", "recovers: dr"), "name: dr", "name: dr2");
    const third = edit(edit(second, "10.40.0.0/16", "10.50.0.0/16"), '"333333333333"', '"555555555555"');
    const fourth = edit(third, "dr.example.com", "dr2.example.com");
    const dr2 = edit(fourth, "owns: { account: false }\n", "");
    tells(
      "",
      { ...clean, dr2 },
      "dr2.yaml:15:11 recovers | dr | an environment that recovers no other: dr recovers prod (environments/dr.yaml:15:11) | Name another, or remove the line.",
    );
  });

  test("in a lower tier, with less of all it brings", () => {
    const files = editing("dr", "production", "sandbox");
    expect(placesOfErrors(files)).toEqual([
      "environments/dr.yaml:3:7 tier",
      // natPerAz: the default of the tier, mended in the section that the file has.
      "environments/dr.yaml:13:1 network.natPerAz",
    ]);
  });

  test("with more than the primary is fine", () => {
    expect(
      errorsOf({
        ...editing("dr", "us-west-2c]", "us-west-2c, us-west-2d]"),
        prod: edit(prod, "10.30.0.0/16", "10.30.0.0/18"),
      }),
    ).toEqual([]);
  });
});
