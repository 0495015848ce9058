#!/usr/bin/env node
/**
 * Fetches the plans that HCP Terraform made of a commit: `hcp-plans.mjs <organization> <commit> <folder>` writes
 * `<folder>/<workspace>.json`, for `strata review --plans <folder>`. TF_API_TOKEN holds a token that may read runs and
 * plans. Speculative runs of other commits, and those that do not plan, are left out and named.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [organization, commit, folder] = process.argv.slice(2);
const { TF_API_TOKEN: token, TF_API_URL: host = "https://app.terraform.io" } = process.env;
if (!organization || !commit || !folder || !token) {
  console.error("expected <organization> <commit> <folder> and TF_API_TOKEN. See the head of this file.");
  process.exit(1);
}

async function get(path) {
  const response = await fetch(`${host}/api/v2${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${host}/api/v2${path} answered ${response.status}. Check TF_API_TOKEN.`);
  return response.json();
}

/** All pages of a list. */
async function all(path) {
  const { data, meta } = await get(path);
  const next = meta?.pagination?.["next-page"];
  if (!next) return data;
  return [...data, ...(await all(path.replace(/&page%5Bnumber%5D=\d+|$/, `&page%5Bnumber%5D=${next}`)))];
}

/** The latest run of the commit in a workspace. */
async function runOf(workspace) {
  const runs = await get(`/workspaces/${workspace.id}/runs?search%5Bcommit%5D=${commit}&page%5Bsize%5D=1`);
  return runs.data[0];
}

mkdirSync(folder, { recursive: true, mode: 0o700 });
const workspaces = await all(`/organizations/${organization}/workspaces?page%5Bsize%5D=100`);
for (const workspace of workspaces) {
  const { name } = workspace.attributes;
  const run = await runOf(workspace);
  const plan = run?.relationships?.plan?.data?.id;
  if (!plan || !["planned", "planned_and_finished", "planned_and_saved", "applied"].includes(run.attributes.status)) {
    console.log(`${name}: no plan of ${commit.slice(0, 10)}${run ? `, its run is ${run.attributes.status}` : ""}`);
    continue;
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(await get(`/plans/${plan}/json-output`)), { mode: 0o600 });
}
