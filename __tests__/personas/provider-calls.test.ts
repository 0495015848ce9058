import { describe, expect, test } from "vitest";
import { linkedPlatform, wholePlatform } from "../support/platform";
import { iamModelOf } from "./iam-model";
import { dataCalls } from "./provider-calls/data";
import { simulate } from "./simulate";
import { sites } from "./sites";

const stacks = wholePlatform();
const model = iamModelOf(linkedPlatform());
const typesOf = (environment: string) => Object.keys(stacks[`${environment}-data`]?.resource ?? {}).sort();

/** What the pipeline delivers it has to be able to make: a missing right shows at the first deploy, in production last. */
describe.each(sites)("the pipeline of $environment", (site) => {
  const role = model.roles.get(`${site.name}-apply`) ?? expect.fail(`no role ${site.name}-apply`);
  const session = { role, region: site.region };

  test.each(typesOf(site.environment))("may make, change and unmake %s", async (type) => {
    const requests =
      dataCalls[type]?.(site) ?? expect.fail(`Say in provider-calls/data.ts what the provider calls for ${type}.`);
    const verdicts = await Promise.all(
      requests.map(async (request) => ({ request, verdict: await simulate(model, session, request) })),
    );
    const refused = verdicts.filter(({ verdict }) => !verdict.allowed);
    expect(
      refused.map(({ request, verdict }) => `${request.action} ${request.resource}: ${verdict.decidedBy}`),
    ).toEqual([]);
  });
});

test("no type is listed that the data layer does not have", () => {
  const used = new Set(sites.flatMap(({ environment }) => typesOf(environment)));
  expect(Object.keys(dataCalls).filter((type) => !used.has(type))).toEqual([]);
});
