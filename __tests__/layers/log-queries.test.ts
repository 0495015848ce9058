import { expect, test } from "vitest";
import { layerNames } from "../../layers/layers";
import { targetsIn } from "../../synthesized/target";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();
const monitoring = stacks.filter(({ layer }) => layer === "monitoring");

test.each(monitoring)(
  "saved queries and detectors of $environment look at log groups that exist in their region",
  (stack) => {
    const groups = stacks
      .filter(({ environment }) => environment === stack.environment)
      .flatMap(({ resources }) => [...resources.values()])
      .filter(({ type }) => type === "aws_cloudwatch_log_group");
    const resources = [...stack.resources.values()];
    const queries = resources.filter(({ type }) => type === "aws_cloudwatch_query_definition");
    const detectors = resources.filter(({ type }) => type === "aws_cloudwatch_log_anomaly_detector");
    const named = [...queries, ...detectors].flatMap((resource) =>
      [resource.block.log_group_names ?? resource.block.log_group_arn_list]
        .flat()
        .map((value) => ({ resource, value })),
    );
    const exists = ({ resource, value }: (typeof named)[number]) => {
      const name = String(value).split(":log-group:").at(-1);
      return groups.some(
        (group) =>
          group.region === resource.region &&
          (group.block.name === name || targetsIn(stack, value).some((target) => target.resource === group)),
      );
    };
    expect(named.filter((one) => !exists(one)).map(({ value }) => value)).toEqual([]);
    expect(detectors.length).toBeGreaterThan(5);
    const layers = new Set(queries.map(({ block }) => String(block.name).split("/")[2]));
    expect([...layers].sort()).toEqual([...layerNames].sort());
  },
);
