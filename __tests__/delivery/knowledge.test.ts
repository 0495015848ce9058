import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Answers, missingPrograms, Workspace } from "./workspace";

const variables = { FOLDERS: "knowledge/handbook=lake/handbook/ knowledge/rules=lake/rules/" };
const sumOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** Two folders; of the first, one file is in the lake as it is, and one that the commit no longer has. */
function workspace(): Workspace {
  const place = new Workspace();
  place.write("knowledge/handbook/chat.md", "# Chat\n");
  place.write("knowledge/handbook/more/a b.md", "# More\n");
  place.write("knowledge/rules/rules.md", "# Rules\n");
  return place;
}

const answers: Answers = {
  aws: `case "$*" in
  *head-object*handbook/chat.md*) echo ${sumOf("# Chat\n")} ;;
  *head-object*) exit 254 ;;
  *list-objects-v2*handbook/*) echo '["handbook/chat.md", "handbook/more/a b.md", "handbook/old page.md"]' ;;
  *list-objects-v2*) echo null ;;
esac`,
};

const changes = (calls: readonly string[]) => calls.filter((call) => /s3 cp|delete-object/.test(call));

describe.skipIf(missingPrograms.length > 0)("folders of knowledge bases", () => {
  test("get what is new or changed, and lose what the commit no longer has", async () => {
    const { exitCode, calls, output } = await workspace().run("knowledge", variables, answers);
    expect([exitCode, output]).toEqual([0, expect.not.stringContaining("error")]);
    const copy = (path: string, text: string) =>
      `aws s3 cp knowledge/${path} s3://lake/${path} --metadata sha256=${sumOf(text)} --only-show-errors`;
    expect(changes(calls)).toEqual([
      copy("handbook/more/a b.md", "# More\n"),
      "aws s3api delete-object --bucket lake --key handbook/old page.md",
      copy("rules/rules.md", "# Rules\n"),
    ]);
  });

  test("stay as they are when one of them has no files in the commit", async () => {
    const place = workspace();
    const more = { FOLDERS: `${variables.FOLDERS} knowledge/none=lake/none/` };
    const { exitCode, calls, output } = await place.run("knowledge", more, answers);
    expect(exitCode).toBe(1);
    expect(output).toContain("knowledge/none: expected files, got none.");
    expect(changes(calls)).toEqual([]);
  });

  test.each(["s3 cp", "delete-object", "list-objects-v2"])("fail with %s", async (call) => {
    const refused: Answers = { aws: `case "$*" in *"${call}"*) exit 254 ;; esac\n${answers.aws}` };
    expect((await workspace().run("knowledge", variables, refused)).exitCode).not.toBe(0);
  });
});
