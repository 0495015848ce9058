import type { Given } from "./given";

/** Of the frame. */
export const frameEdits: Readonly<Record<string, Given>> = {
  zones: { value: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  retirement: { value: "The project ends this year." },
  adopted: { value: { security: { "aws_guardduty_detector.guardduty": "12abc34d567e8fa901bc2d34e56789f0" } } },
};
