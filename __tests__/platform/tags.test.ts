import { expect, test } from "vitest";
import { platformTags } from "../../platform/tags";
import { wholePlatform } from "../support/platform";

test("every tag that the platform sets is known as one: environment files may not set it", () => {
  const own = ["repository"];
  const found = Object.values(wholePlatform()).flatMap(({ provider, resource = {} }) => [
    ...(provider.aws ?? []).flatMap(({ default_tags: tags = [] }) => keysOf((tags as { tags: object }[])[0]?.tags)),
    ...Object.values(resource).flatMap((byName) => Object.values(byName).flatMap(({ tags }) => keysOf(tags))),
  ]);
  expect([...new Set(found)].filter((key) => !own.includes(key)).sort()).toEqual(
    platformTags.filter((key) => !["break-glass", "mfa"].includes(key)).sort(),
  );
});

function keysOf(tags: unknown): string[] {
  return Object.keys((tags ?? {}) as object);
}
