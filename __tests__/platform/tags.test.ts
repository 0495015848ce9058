import { expect, test } from "vitest";
import { platformTagLike, platformTags } from "../../platform/tags";
import { wholePlatform } from "../support/platform";

test("every tag that the platform sets is known as one: environment files may not set it", () => {
  const own = ["repository"];
  const found = Object.values(wholePlatform()).flatMap(({ provider, resource = {} }) => [
    ...(provider.aws ?? []).flatMap(({ default_tags: tags = [] }) => keysOf((tags as { tags: object }[])[0]?.tags)),
    ...Object.values(resource).flatMap((byName) => Object.values(byName).flatMap(({ tags }) => keysOf(tags))),
  ]);
  const set = [...new Set(found)].filter((key) => !own.includes(key));
  expect(set.filter((key) => platformTagLike(key) === undefined)).toEqual([]);
  // No environment of the repository breaks a glass or runs in Auto Mode, and MFA is a tag of people's sessions.
  const unused = ["break-glass", "eks:eks-cluster-name", "mfa", "moved-service"];
  expect(platformTags.filter((key) => !set.includes(key)).sort()).toEqual(unused);
});

function keysOf(tags: unknown): string[] {
  return Object.keys((tags ?? {}) as object);
}
