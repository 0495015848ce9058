/** Purpose of the role of a Spark job: zones of the lake know their writers by it. */
export function sparkRolePurpose(job: string): string {
  return `glue-${job}`;
}
