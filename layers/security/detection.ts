import { AccessAnalysis } from "../../modules/detection/access-analysis";
import { SecurityHub } from "../../modules/detection/security-hub";
import { SensitiveDataDiscovery } from "../../modules/detection/sensitive-data-discovery";
import { ThreatDetection } from "../../modules/detection/threat-detection";
import { VulnerabilityScanning } from "../../modules/detection/vulnerability-scanning";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityFoundation } from "./foundation";

/** The services that look for threats, vulnerabilities and exposure, each once per region of an account. */
export function buildDetection(stack: LayerStack<SecurityEnvironment>, foundation: SecurityFoundation): void {
  const { site, environment } = foundation;
  const { organization, name, owns, security } = environment;
  const { findingFrequency, sensitiveData, unusedAccessDays } = security.detection;
  new ThreatDetection(stack, "guardduty", { findingFrequency });
  new SecurityHub(stack, "securityhub", { site, aggregate: owns.account });
  new VulnerabilityScanning(stack, "inspector", { site });
  new AccessAnalysis(stack, "access", { site, unusedAccessDays: owns.account ? unusedAccessDays : undefined });
  if (sensitiveData) {
    new SensitiveDataDiscovery(stack, "macie", {
      site,
      findingFrequency,
      bucketPrefix: `${organization}-${name}-lake-`,
    });
  }
}
