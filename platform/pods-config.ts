import { z } from "zod";

/** How large the pods of a service are. */
export const podSizeConfig = z
  .strictObject({
    cpuMillicores: z
      .int()
      .min(10)
      .max(32_000)
      .describe("Processor time that a pod is sure of, in thousandths of a core. 10 to 32000."),
    memoryMiB: z.int().min(32).max(262_144).describe("Memory of a pod, in MiB. It gets no more. 32 to 262144."),
  })
  .describe("Size of a pod.");

/** How many pods there are. */
export const podScaleConfig = z.strictObject({
  min: z.int().min(1).max(100).describe("Fewest pods. 1 to 100; two or more from tier nonproduction up."),
  max: z.int().min(1).max(1000).describe("Most pods. At least min. 1 to 1000."),
  targetCpuPercent: z
    .int()
    .min(10)
    .max(95)
    .describe("Share of the processor time asked for that autoscaling aims at, in percent. 10 to 95."),
});
