import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../platform/root";
import { jenkinsfileErrors } from "../support/jenkinsfile";

const files = ["delivery/Jenkinsfile", "delivery/platform/Jenkinsfile"];
const read = (file: string) => readFileSync(join(projectRoot(), file), "utf8");

describe("Jenkinsfiles", () => {
  test.each(files)("%s has no error", (file) => {
    expect(jenkinsfileErrors(read(file))).toEqual([]);
  });

  test.each(files)("%s with a brace less does not parse", (file) => {
    expect(jenkinsfileErrors(read(file).replace(/\}\n$/, ""))).not.toEqual([]);
  });
});

describe("the check of Jenkinsfiles finds", () => {
  const pipeline = (stage: string, rest = "agent none") => `pipeline {\n  ${rest}\n  stages {\n    ${stage}\n  }\n}\n`;
  const test1 = "stage('test') { steps { sh 'true' } }";

  test("nothing in a small one", () => {
    expect(jenkinsfileErrors(pipeline(test1))).toEqual([]);
  });

  test.each([
    ["a section that is misspelled", pipeline("stage('test') { step { sh 'true' } }"), "4:21 stage takes no step"],
    ["a stage without work", pipeline("stage('test') { agent { label 'a' } }"), "4:5 a stage has one of"],
    [
      "one with two kinds of work",
      pipeline(`stage('a') { steps { sh 'b' }\n stages { ${test1} } }`),
      "4:5 a stage has",
    ],
    ["a step that no plugin has", pipeline("stage('test') { steps { bash 'true' } }"), "4:29 no step is called bash"],
    ["one in braces", pipeline("stage('a') { steps { container('b') { sleeep 1 } } }"), "no step is called sleeep"],
    ["no step", pipeline("stage('test') { steps { } }"), "4:21 no step in steps"],
    [
      "a condition that there is not",
      pipeline(`stage('a') { when { onBranch 'b' }\n steps { sh 'c' } }`),
      "when takes no",
    ],
    [
      "a result that there is not",
      pipeline(test1, "agent none\n  post { error { sh 'a' } }"),
      "3:10 post takes no error",
    ],
    ["no agent", pipeline(test1, "options { timestamps() }"), "1:1 no agent"],
    ["two stages with one name", pipeline(`${test1}\n    ${test1}`), "two stages with one name"],
    [
      "a question without a message",
      pipeline("stage('a') { input { ok 'Yes' }\n steps { sh 'b' } }"),
      "4:18 no message",
    ],
    ["what was never stashed", pipeline("stage('a') { steps { unstash 'plans' } }"), "nothing is stashed as plans"],
    ["a step outside of a pipeline", `${pipeline(test1)}echo 'a'\n`, "1:1 expected one pipeline"],
    ["an open quotation mark", pipeline("stage('test) { steps { sh 'true' } }"), "syntax"],
  ])("%s", (_, text, expected) => {
    expect(jenkinsfileErrors(text)).toContainEqual(expect.stringContaining(expected));
  });
});
