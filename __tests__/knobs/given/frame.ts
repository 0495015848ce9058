import { at, type Given } from "./given";

/** Of the frame. */
export const frameEdits: Readonly<Record<string, Given>> = {
  tier: {
    value: "nonproduction",
    beside: [at("zones", ["us-east-1a", "us-east-1b", "us-east-1c"])],
  },
  account: {
    value: "444455556666",
    beside: [
      at("state/bucket", "strata-dev-state-444455556666"),
      at("state/kmsKeyArn", "arn:aws:kms:us-east-1:444455556666:alias/strata-state"),
      at("security/personas/identity/providerArn", "arn:aws:iam::444455556666:saml-provider/workforce"),
    ],
  },
  zones: { value: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  retirement: { value: "The project ends this year." },
  "state.backend": {
    value: "local",
    beside: [
      at("state/bucket", undefined),
      at("state/region", undefined),
      at("state/kmsKeyArn", undefined),
      at("state/directory", ".strata/state"),
    ],
  },
  "state.region": {
    value: "us-east-2",
    beside: [at("state/kmsKeyArn", "arn:aws:kms:us-east-2:111122223333:alias/strata-state")],
  },
  adopted: { value: { security: { "aws_guardduty_detector.guardduty": "12abc34d567e8fa901bc2d34e56789f0" } } },
};
