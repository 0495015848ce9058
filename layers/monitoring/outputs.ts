import { contract, map } from "../../platform/contract";

/** What others may read from the monitoring layer's state. */
export const monitoringOutputs = contract("monitoring", {
  topicArns: map("Topic of each severity, page and ticket.", {
    page: "arn:aws:sns:us-east-1:111122223333:strata-dev-notify-page",
    ticket: "arn:aws:sns:us-east-1:111122223333:strata-dev-notify-ticket",
  }),
});
