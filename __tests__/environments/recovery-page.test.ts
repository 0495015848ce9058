import { expect, test } from "vitest";
import { achievedRecovery } from "../../environments/achieved-recovery";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../layers/layers";
import { dataClasses } from "../../platform/recovery";

const titles = {
  relational: "relational database",
  tables: "tables",
  lake: "data lake",
  cache: "cache",
  compute: "services",
  edge: "names",
  models: "models",
} as const;

/** What the page says of one environment that is recovered. */
function section(environment: Environment): string {
  const { name, recovery } = environment;
  const rows = dataClasses.map((data) => {
    const objective = recovery?.objectives[data];
    const achieved = achievedRecovery(environment, data);
    const pair = (what: "rpoMinutes" | "rtoMinutes") => `${achieved?.[what] ?? "—"} | ${objective?.[what] ?? "—"}`;
    const means = achieved?.means ?? "nothing";
    return `| ${titles[data]} | ${means} | ${pair("rpoMinutes")} | ${pair("rtoMinutes")} | ${achieved?.source ?? ""} |`;
  });
  return [
    `## ${name}, recovered in ${recovery?.region} (${recovery?.strategy})`,
    "",
    "| data | copied by | RPO achieved | objective | RTO achieved | objective | source of the point |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

test("docs/recovery.md says what the settings achieve now", async () => {
  const recovered = loadEnvironments().filter(({ recovery }) => recovery !== undefined);
  const page = [
    "# What a recovery achieves",
    "",
    "<!-- Generated from environments/*.yaml. Write it anew with: npx vitest run --project unit __tests__/environments/recovery-page.test.ts --update -->",
    "",
    "How much of the latest data may be lost (RPO) and how long until it can be used again (RTO), in minutes, as the",
    "settings of an environment achieve it and as its objectives ask for it. `npx strata check` refuses an objective that",
    "the settings cannot meet. The times are estimates for the steps of a failover, not measurements.",
    "",
    "Points hold for what is written after the first deploy of the environment that recovers. S3 copies no older objects:",
    "logs, files of the lake and artifacts from before are copied once, by S3 Batch Replication, as",
    "[fail-over-data.md](runbooks/fail-over-data.md#after-you-deploy-dr-or-deploy-it-again) says.",
    "",
    recovered.map(section).join("\n\n"),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/recovery.md");
});
