import { findingsOf, valueAt } from "../platform";
import type { Rule } from "../types";

export const schedules: Rule = {
  id: "STRATA050",
  title: "A schedule keeps the starts that failed",
  severity: "medium",
  control: "Well-Architected REL05-BP04, OPS08-BP04",
  cause: "EventBridge Scheduler drops a start after its last try: no error shows that a night's work never began.",
  fix: "Build schedules with modules/events/schedule.ts, which gives each a queue, and add it to the alarms on queues.",
  check: (platform) =>
    findingsOf(platform, "aws_scheduler_schedule", ({ block }) =>
      valueAt(block, "target.dead_letter_config.arn") === undefined ? ["has no queue for starts that failed"] : [],
    ),
};
