import { expect, test } from "vitest";
import { keepResults, runQueries } from "../../../modules/query/grants";
import { grants } from "../../support/grants";

const workgroup = (name: string) => `arn:aws:athena:us-east-1:111122223333:workgroup/${name}`;
const results = "arn:aws:s3:::strata-test-lake-results-111122223333-us-east-1";
const granted = [runQueries(workgroup("strata-test-lake")), keepResults(`${results}/*`)];

test.each(["athena:StartQueryExecution", "athena:GetQueryResults", "athena:StopQueryExecution"])(
  "those who query may %s in the workgroup, and in no other: another may have no limit",
  async (action) => {
    expect(await grants(granted, { action, resource: workgroup("strata-test-lake") })).toBe(true);
    expect(await grants(granted, { action, resource: workgroup("primary") })).toBe(false);
  },
);

test.each(["athena:UpdateWorkGroup", "athena:DeleteWorkGroup"])(
  "the right to query does not allow %s",
  async (action) => {
    expect(await grants(granted, { action, resource: workgroup("strata-test-lake") })).toBe(false);
  },
);

test("writes results only to their bucket, and deletes none", async () => {
  expect(await grants(granted, { action: "s3:PutObject", resource: `${results}/results/1.csv` })).toBe(true);
  expect(await grants(granted, { action: "s3:GetObject", resource: "arn:aws:s3:::strata-test-lake-raw/1" })).toBe(
    false,
  );
  expect(await grants(granted, { action: "s3:DeleteObject", resource: `${results}/results/1.csv` })).toBe(false);
});
