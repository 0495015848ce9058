import { describe, expect, test } from "vitest";
import { type Action, checkStages, type Stage } from "../../../modules/delivery/actions";

const source: Action = {
  name: "source",
  provider: "CodeStarSourceConnection",
  configuration: { BranchName: "main", ConnectionArn: "arn", FullRepositoryId: "example-org/strata" },
  outputs: ["source"],
};
const build: Action = {
  name: "build",
  provider: "CodeBuild",
  configuration: { ProjectName: "build" },
  inputs: ["source"],
  outputs: ["release"],
};
const approve: Action = { name: "approve", provider: "Manual", configuration: {} };

const stages = (...later: readonly (readonly Action[])[]): Stage[] => [
  { name: "Source", actions: [source] },
  ...later.map((actions, index) => ({ name: `Stage${index}`, actions })),
];

const checking =
  (...later: readonly (readonly Action[])[]) =>
  () =>
    checkStages(stages(...later));

describe("stages", () => {
  test("that CodePipeline takes pass", () => {
    const deploy: Action = {
      ...build,
      name: "deploy",
      configuration: { ProjectName: "deploy", PrimarySource: "source" },
      inputs: ["source", "release"],
      outputs: [],
    };
    expect(checking([build], [approve], [deploy])).not.toThrow();
  });

  test("hand an artifact on within a stage only to an action of a higher order", () => {
    const next: Action = { ...build, name: "next", inputs: ["release"], outputs: [] };
    expect(checking([build, next])).toThrow("reads release: expected an artifact that an earlier action makes");
    expect(checking([build, { ...next, order: 2 }])).not.toThrow();
    expect(checking([{ ...next, order: 2 }, build])).not.toThrow();
  });

  const { ProjectName: _, ...without } = build.configuration;
  test.each<[string, Action, string]>([
    ["lack what they need", { ...build, configuration: without }, "expected the configuration ProjectName"],
    [
      "have an artifact that no action reads",
      { ...build, configuration: { ...build.configuration, Projectname: "build" } },
      "CodeBuild knows no configuration Projectname",
    ],
    [
      "say more than CodePipeline takes",
      { ...approve, configuration: { CustomData: "a".repeat(1001) } },
      "expected at most 1000 characters of CustomData, got 1001",
    ],
    ["read nothing", { ...build, inputs: [] }, "expected 1 to 5 input artifacts, got 0"],
    ["make what they cannot", { ...approve, outputs: ["answer"] }, "expected 0 to 0 output artifacts, got 1"],
    ["read an artifact that no action makes", { ...build, inputs: ["sources"] }, "reads sources: expected an artifact"],
    ["make what another makes", { ...build, outputs: ["source"] }, "makes source, and so does another action"],
    ["have an odd name", { ...build, name: "the build" }, "expected a name"],
    [
      "make what no variable can be called after",
      { ...build, outputs: ["re-lease"] },
      "letters, digits and _, got re-lease",
    ],
    [
      "do not say which of their artifacts has the buildspec",
      { ...build, inputs: ["source", "source"] },
      "expected PrimarySource, since it has 2 input artifacts",
    ],
    [
      "take the buildspec from elsewhere",
      { ...build, configuration: { ...build.configuration, PrimarySource: "release" } },
      "expected one of its input artifacts as PrimarySource, got release",
    ],
    [
      "are a source",
      { ...source, name: "other", outputs: ["other"] },
      "expected sources in the first stage, and there only",
    ],
  ])("whose actions %s do not", (_, action, message) => {
    expect(checking([action])).toThrow(message);
  });

  test("that are one, empty or of the same name do not", () => {
    expect(checking()).toThrow("expected two stages or more, got 1");
    expect(checking([])).toThrow("expected an action or more, got none");
    expect(checking([build, { ...approve, name: "build" }])).toThrow("Two are called build");
    expect(() => checkStages([...stages([build]), { name: "Source", actions: [approve] }])).toThrow(
      "Two are called Source",
    );
  });
});
