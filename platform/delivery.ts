/** What delivers an environment, as far as other layers than security know: what is set delivers. */
export interface DeliveryTools {
  readonly github?: unknown;
  readonly gitlab?: unknown;
  readonly hcpTerraform?: unknown;
  readonly jenkins?: unknown;
}

/** Whether a pipeline delivers the environment: else the security layer has no roles for one. */
export function isDelivered({ github, gitlab, hcpTerraform, jenkins }: DeliveryTools): boolean {
  return [github, gitlab, hcpTerraform, jenkins].some((tool) => tool !== undefined);
}
