import type { ServiceManifestsProps } from "../../../modules/manifests/service";

/** A service called search. */
export const search: ServiceManifestsProps = {
  name: "search",
  runs: { port: 8080, protocol: "http1", architecture: "arm64", healthPath: "/health", drainSeconds: 60 },
  pods: { size: { cpuMillicores: 250, memoryMiB: 512 }, scale: { min: 2, max: 4, targetCpuPercent: 70 } },
  settings: { known: { PORT: "8080" }, rendered: ["TABLES_DOCUMENTS_NAME"] },
  traffic: {
    from: ["10.0.224.0/20"],
    to: [{ cidr: "10.0.192.0/19", port: 5432 }],
    services: { from: ["gateway"], to: [{ name: "ranking", port: 8081 }] },
    hasRole: true,
  },
  cluster: { auto: false, asleep: false, inMesh: false, behindApi: false },
};
