import { adding } from "./fixtures";

const service = "{ port: 8080, health: /health, size: { cpuMillicores: 250, memoryMiB: 512 } }";
export const application = `application: { services: { gateway: ${service}, search: ${service} } }`;

/** dev with these lines in its presentation section, which begins in line 16. */
export const presentation = (...lines: readonly string[]) =>
  adding("dev", [application, "presentation:", ...lines.map((line) => `  ${line}`)].join("\n"));
export const routes = (...lines: readonly string[]) => presentation("routes:", ...lines.map((line) => `  ${line}`));
