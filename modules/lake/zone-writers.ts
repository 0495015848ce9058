/** Purpose of the role of a service: zones know roles of services by it. */
export function servicePurpose(service: string): string {
  return `service-${service}`;
}

/** Purpose of the role of a function of an environment file: zones know them like those of services. */
export function functionPurpose(name: string): string {
  return `function-${name}`;
}

/** Purpose of the role of what delivers data as it arrived: raw zones know its writers by it. */
export function ingestionPurpose(name: string): string {
  return `${name}-ingestion`;
}

/** Step of the delivery that puts what knowledge bases read into zones. */
export const knowledgeStep = "knowledge";

/** Purpose of the role of a step of the delivery. */
export function deliveryPurpose(step: string): string {
  return `delivery-${step}`;
}

/**
 * Tag on the role of a service or function that writes to a zone. The zone refuses uploads by those without it, so that a
 * layer which declares one need not change the zone's policy, and no name of a role says what it may.
 * @param zone name of the zone; that of its type where it is the type's main one
 */
export function writerTag(zone: string): Record<string, string> {
  return { [`zone-${zone}`]: "write" };
}
