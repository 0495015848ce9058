import { contract, map } from "../../platform/contract";

const account = "111122223333";

/** What other layers may read from the application layer's state. */
export const applicationOutputs = contract("application", {
  repositoryUrls: map("Repository of the images of each service.", {
    gateway: `${account}.dkr.ecr.us-east-1.amazonaws.com/strata-dev-gateway`,
  }),
});
