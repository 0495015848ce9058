import { AccessAnalysis } from "../../modules/detection/access-analysis";
import { SecurityHub } from "../../modules/detection/security-hub";
import { SensitiveDataDiscovery } from "../../modules/detection/sensitive-data-discovery";
import { ThreatDetection } from "../../modules/detection/threat-detection";
import { VulnerabilityScanning } from "../../modules/detection/vulnerability-scanning";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";

/** The services that look for threats, vulnerabilities and exposure, each once per region of an account. */
export function buildDetection(stack: LayerStack<SecurityEnvironment>, names: Names): void {
  const { account, region, organization, name, owns, security } = stack.environment;
  const { findingFrequency, sensitiveData, unusedAccessDays } = security.detection;
  new ThreatDetection(stack, "guardduty", { findingFrequency });
  new SecurityHub(stack, "securityhub", { region, aggregate: owns.account });
  new VulnerabilityScanning(stack, "inspector", { account });
  new AccessAnalysis(stack, "access", {
    names,
    unusedAccessDays: owns.account ? unusedAccessDays : undefined,
  });
  if (sensitiveData) {
    new SensitiveDataDiscovery(stack, "macie", {
      names,
      findingFrequency,
      bucketPrefix: `${organization}-${name}-lake-`,
    });
  }
}
