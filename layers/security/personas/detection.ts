import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { fill, type Reach } from "./resource-patterns";

const services = ["access-analyzer", "config", "guardduty", "inspector2", "macie2", "securityhub"];

/** Set up what watches the account. The boundary keeps it from being taken down again. */
export function changeDetection(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "ChangeDetection",
      actions: services.map((service) => `${service}:*`),
      resources: services.flatMap((service) => fill(`arn:aws:${service}:{region}:{account}:*`, reach)),
    },
  ];
}
