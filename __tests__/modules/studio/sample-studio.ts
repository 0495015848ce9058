import { StudioDomain, type StudioDomainProps } from "../../../modules/studio/studio-domain";
import { testKey, testSite } from "../../support/site";
import { probe } from "../../support/synthesis";

/** The stack of Studio; changes replace what a file says of it. */
export const sampleStudio = (
  deletionProtection = true,
  changes: Partial<Pick<StudioDomainProps, "idle" | "people" | "statements">> = {},
) =>
  probe((stack) => {
    new StudioDomain(stack, "studio", {
      site: testSite(stack, { deletionProtection }),
      network: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-ai" },
      keys: { homesArn: testKey("volumes"), outputArn: testKey("artifacts") },
      idle: { minutes: 60, mostMinutes: 120 },
      statements: [],
      people: { lee: { owner: "growth" } },
      ...changes,
    });
  });
