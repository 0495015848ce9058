import type { MonitoringEnvironment } from "./config";

/** Where a runbook is: its address where the repository is known, else its path in it. */
export function runbookOf({ security }: MonitoringEnvironment, page: string): string {
  const path = `docs/runbooks/${page}.md`;
  const { github, gitlab } = security.delivery;
  if (github) {
    return `https://github.com/${github.organization}/${github.repository}/blob/${github.protectedBranch}/${path}`;
  }
  if (!gitlab) return path;
  return `https://${gitlab.hostname ?? "gitlab.com"}/${gitlab.project}/-/blob/${gitlab.protectedBranch}/${path}`;
}
