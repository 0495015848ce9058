import { describe, expect, it } from "vitest";
import { commitOf } from "../../../../commands/preview/against/revision";

describe("commitOf", () => {
  it("gives the full id of a commit", async () => {
    expect(await commitOf("HEAD")).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each(["no-such-branch", "--all", "HEAD:README.md", ""])("refuses %j with what to do", async (ref) => {
    await expect(commitOf(ref)).rejects.toThrow(`git knows no commit "${ref}". Name a branch, a tag or a commit id`);
  });
});
