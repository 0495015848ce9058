import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { publishSynthesis } from "../../platform/publish-synthesis";
import { temporaryFolder } from "../support/temporary";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("replaces what differs, leaves alone what does not, and removes what is gone", () => {
  const before = {
    "manifest.json": "old",
    "stacks/dev-data/cdk.tf.json": "same",
    "stacks/dev-data/assets/old.zip": "old",
    "stacks/dev-data/.terraform/modules.json": "Terraform's",
    "stacks/dev-gone/cdk.tf.json": "gone",
  };
  const folder = folderWith(before);
  const inode = (name: string) => statSync(join(folder, name)).ino;
  const sameFile = inode("stacks/dev-data/cdk.tf.json");
  const list = inode("manifest.json");
  publishSynthesis(
    folderWith({
      "manifest.json": "new",
      "stacks/dev-data/cdk.tf.json": "same",
      "stacks/dev-data/assets/new.zip": "new",
      "stacks/dev-ai/cdk.tf.json": "new",
    }),
    folder,
  );
  expect(readdirSync(join(folder, "stacks")).sort()).toEqual(["dev-ai", "dev-data"]);
  expect(readdirSync(join(folder, "stacks/dev-data/assets"))).toEqual(["new.zip"]);
  expect(existsSync(join(folder, "stacks/dev-data/.terraform/modules.json"))).toBe(true);
  expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe("new");
  // Who has the old file open reads it to its end; a file that stays the same is not even touched.
  expect(inode("manifest.json")).not.toBe(list);
  expect(inode("stacks/dev-data/cdk.tf.json")).toBe(sameFile);
});
