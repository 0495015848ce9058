import type { Block } from "../../../synthesized/stack";
import { casesOf } from "./case";

const selector = (...more: Block[]): Block => ({
  field_selector: [{ field: "eventCategory", equals: ["Management"] }, ...more],
});
const trail = (changes: Block = {}): Block => ({
  is_multi_region_trail: true,
  advanced_event_selector: [selector()],
  ...changes,
});
const stack = (block: Block) => ({ "prod-security": { resources: { "aws_cloudtrail.trail": block } } });

export const trails = casesOf("STRATA046", [
  {
    name: "one trail of everything, and one of data in another region",
    stacks: {
      ...stack(trail()),
      "dr-security": {
        resources: {
          "aws_cloudtrail.trail": {
            is_multi_region_trail: false,
            advanced_event_selector: [{ field_selector: [{ field: "eventCategory", equals: ["Data"] }] }],
          },
        },
      },
    },
    finds: [],
  },
  {
    name: "a trail of changes alone",
    stacks: stack(trail({ advanced_event_selector: [selector({ field: "readOnly", equals: ["false"] })] })),
    finds: ["prod-security aws_cloudtrail.trail: leaves out management events"],
    breaks: { "CloudTrail.1": "leaves out management events" },
  },
  {
    name: "a trail of one region",
    stacks: stack(trail({ is_multi_region_trail: false })),
    finds: ["prod-security aws_cloudtrail.trail: leaves out management events"],
  },
  {
    name: "a trail that was stopped",
    stacks: stack(trail({ enable_logging: false })),
    finds: ["prod-security aws_cloudtrail.trail: leaves out management events"],
  },
  {
    name: "two trails of one account",
    stacks: { ...stack(trail()), "dr-security": { resources: { "aws_cloudtrail.trail": trail() } } },
    finds: ["records what"],
  },
]);
