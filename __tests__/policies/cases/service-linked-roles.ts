import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

const recorder = { resources: { "aws_config_configuration_recorder.config": {} } };
const owner = (...services: readonly string[]): FakeStacks => ({
  "prod-security": {
    resources: Object.fromEntries(
      services.map((service, index) => [`aws_iam_service_linked_role.role_${index}`, { aws_service_name: service }]),
    ),
  },
});

export const serviceLinkedRoles = casesOf("STRATA037", [
  {
    name: "a recorder whose role nothing builds",
    stacks: { ...owner("spot.amazonaws.com"), "dr-security": recorder },
    finds: [
      "dr-security aws_config_configuration_recorder.config: needs the service-linked role of config.amazonaws.com",
    ],
  },
  {
    name: "a recorder whose role is built in another account",
    stacks: { ...owner("config.amazonaws.com"), "dev-security": recorder },
    finds: ["in account 111122223333"],
  },
  {
    name: "a cluster that scales with Spot Instances",
    stacks: { ...owner("config.amazonaws.com"), "prod-data": { resources: { "aws_emr_cluster.hadoop": {} } } },
    finds: ["spot.amazonaws.com"],
  },
  {
    name: "a recorder of the recovery region, in the account of its primary",
    stacks: { ...owner("config.amazonaws.com"), "dr-security": recorder },
    finds: [],
  },
]);
