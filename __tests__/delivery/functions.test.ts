import { describe, expect, test } from "vitest";
import { type Answers, missingPrograms, type Result, Workspace } from "./workspace";

const variables = {
  APPLICATION: "strata-dev-functions",
  FUNCTIONS: "documents-api=strata-dev-documents-api upload-worker=strata-dev-upload-worker",
  GROUPS_OF_DEPLOYMENT: "documents-api=strata-dev-documents-api upload-worker=strata-dev-upload-worker",
};

/** Version 3 is live, and 4 has the package of the commit. Revisions are kept in their order. */
const answers: Answers = {
  aws: `case "$*" in
  *get-alias*) echo 3 ;;
  *list-versions-by-function*) echo 4 ;;
  *create-deployment*)
    count=$(grep --count create-deployment "$RECORD/calls")
    all=$*
    file=\${all##*file://}
    cat "\${file%% *}" >"$RECORD/revision-$count"
    echo "d-$count" ;;
esac`,
};

const answering = (pattern: string, answer: string): Answers => ({
  aws: `case "$*" in ${pattern}) ${answer} ;; esac\n${answers.aws}`,
});

/** Where the scripts find a release with three packages, one of which belongs to another layer. */
function workspace(): Workspace {
  const result = new Workspace();
  result.write("release/functions", "documents-api cGFja2FnZQ==\nother eA==\nupload-worker d29ya2Vy\n");
  return result;
}

const deployments = ({ calls }: Result) =>
  calls
    .filter((call) => call.includes("create-deployment"))
    .map((call) => call.replace(/ --revision.*/, "").replace("aws deploy create-deployment ", ""));

/** The move that a deployment asked for, as in "strata-dev-documents-api: 3 to 4". */
function moveIn(place: Workspace, index: number): string {
  const { revisionType, appSpecContent } = JSON.parse(place.kept(`revision-${index}`));
  expect(revisionType).toBe("AppSpecContent");
  const [{ live }] = JSON.parse(appSpecContent.content).Resources;
  expect(live).toMatchObject({ Type: "AWS::Lambda::Function", Properties: { Alias: "live" } });
  const { Name, CurrentVersion, TargetVersion } = live.Properties;
  return `${Name}: ${CurrentVersion} to ${TargetVersion}`;
}

describe.skipIf(missingPrograms.length > 0)("functions", () => {
  test("are moved to the version with the package of the commit, one after the other", async () => {
    const place = workspace();
    const result = await place.run("functions", variables, answers);
    expect(result.exitCode).toBe(0);
    expect(deployments(result)).toEqual([
      "--application-name strata-dev-functions --deployment-group-name strata-dev-documents-api",
      "--application-name strata-dev-functions --deployment-group-name strata-dev-upload-worker",
    ]);
    expect([moveIn(place, 1), moveIn(place, 2)]).toEqual([
      "strata-dev-documents-api: 3 to 4",
      "strata-dev-upload-worker: 3 to 4",
    ]);
    const found = result.calls.find((call) => call.includes("list-versions-by-function"));
    expect(found).toContain("--function-name strata-dev-documents-api --query Versions[?CodeSha256=='cGFja2FnZQ=='");
    const waits = result.calls.filter((call) => call.includes("wait deployment-successful"));
    expect(waits.map((call) => call.split(" ").at(-1))).toEqual(["d-1", "d-2"]);
  });

  test("that are live already stay", async () => {
    const result = await workspace().run("functions", variables, answering("*get-alias*", "echo 4; exit"));
    expect(result.exitCode).toBe(0);
    expect(deployments(result)).toEqual([]);
  });

  test("of which one was not applied are not moved", async () => {
    const none = answering("*list-versions*upload-worker*", "echo None; exit");
    const result = await workspace().run("functions", variables, none);
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain(
      "upload-worker: expected a version with the package of this commit. Apply the commit",
    );
    expect(deployments(result)).toEqual([]);
  });

  test("go back at once when a later one fails", async () => {
    const place = workspace();
    const result = await place.run("functions", variables, answering("*wait*d-2*", "exit 255"));
    expect(result.exitCode).toBe(1);
    expect(deployments(result).at(-1)).toBe(
      "--application-name strata-dev-functions --deployment-group-name strata-dev-documents-api " +
        "--deployment-config-name CodeDeployDefault.LambdaAllAtOnce",
    );
    expect(moveIn(place, 3)).toBe("strata-dev-documents-api: 4 to 3");
    expect(result.output).toContain("error: upload-worker did not become version 4.");
  });
});

describe.skipIf(missingPrograms.length > 0)("functions that are evaluated", () => {
  const evaluating = { ...variables, EVALUATED: "upload-worker", EVALUATION: "strata-dev-evaluation" };
  const evaluation = (functionError: string): Answers => ({
    aws: `case "$*" in
  "lambda invoke"*) echo '{"quality":0.7}' >"\${@: -1}"; echo ${functionError}; exit ;;
esac
${answers.aws}`,
  });

  test("move once their new version was found good enough, which is asked before anything moves", async () => {
    const result = await workspace().run("functions", evaluating, evaluation("None"));
    expect(result.exitCode).toBe(0);
    const asked = result.calls.filter((call) => call.includes("lambda invoke"));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("--function-name strata-dev-evaluation");
    expect(asked[0]).toContain('--payload {"application":"upload-worker","version":"4"}');
    expect(result.calls.indexOf(asked[0] ?? "")).toBeLessThan(
      result.calls.findIndex((call) => call.includes("create-deployment")),
    );
    expect(deployments(result)).toHaveLength(2);
  });

  test.each([
    ["is below its threshold", evaluation("Unhandled")],
    ["is unknown", answering('"lambda invoke"*', "exit 255")],
  ])("do not move, nor do others, when the quality %s", async (_, answer) => {
    const result = await workspace().run("functions", evaluating, answer);
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain("error: upload-worker: version 4 was not found good enough. All stay as they are.");
    expect(deployments(result)).toEqual([]);
  });

  test.each([
    ["whose version is live already", "4"],
    ["that go back to an earlier version", "5"],
  ])("are not asked again: those %s", async (_, live) => {
    const result = await workspace().run("functions", evaluating, answering("*get-alias*", `echo ${live}; exit`));
    expect(result.exitCode).toBe(0);
    expect(result.calls.filter((call) => call.includes("lambda invoke"))).toEqual([]);
  });
});
