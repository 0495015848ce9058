import { at, type Given } from "./given";

/** Of the section security. */
export const securityEdits: Readonly<Record<string, Given>> = {
  "security.detection.unusedAccessDays": { value: 90 },
  "security.personas.identity.kind": {
    value: "oidc",
    beside: [
      at("security/personas/identity/providerArn", undefined),
      at("security/personas/identity/issuer", "login.example.com/workforce"),
      at("security/personas/identity/clientIds", {
        developer: "strata-developer",
        deployer: "strata-deployer",
        operations: "strata-operations",
        "ai-engineer": "strata-ai-engineer",
      }),
    ],
  },
  "security.delivery.gitlab": { value: { project: "platform/strata", protectedBranch: "main" } },
  "security.delivery.jenkins": {
    value: { kind: "oidc", address: "jenkins.example.com", job: "platform/strata/main" },
  },
  "security.delivery.hcpTerraform.hostname": { value: "terraform.example.com" },
};
