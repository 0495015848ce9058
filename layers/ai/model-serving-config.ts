import { z } from "zod";
import { endpointTypes } from "../../modules/models/instance-types";
import { podScaleConfig, podSizeConfig } from "../../platform/pods-config";

const endpointType = z
  .string()
  .refine((type) => endpointTypes.has(type), "an instance type that endpoints offer, as in ml.m5.large");

const instances = z
  .strictObject({
    min: z.int().min(1).max(100).describe("Minimum instances. Two or more from tier nonproduction up."),
    max: z.int().min(1).max(100).describe("Most instances, at least min."),
  })
  .describe("How many instances answer, as the load asks for.");

const rollout = z
  .strictObject({
    shift: z
      .enum(["canary", "linear", "all-at-once"])
      .describe("How traffic moves to a new version: a part first and then the rest, in equal steps, or at once."),
    percent: z
      .int()
      .min(5)
      .max(50)
      .describe("Part of the capacity that moves first (canary), or with each step (linear). 5 to 50."),
    bakeMinutes: z
      .int()
      .min(1)
      .max(60)
      .describe("Minutes that the alarms are watched after each move. 1 to 60. They roll back by themselves."),
  })
  .describe("How a deployment moves traffic to a new version of a model.");

const settings = {
  instanceType: endpointType.describe("Instance of an endpoint, as in ml.m5.large. Serverless endpoints ignore it."),
  instances: instances.partial(),
  targetInvocationsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe("Requests a minute and instance that autoscaling aims at. 1 to 1000000."),
  capturePercent: z
    .int()
    .min(0)
    .max(100)
    .describe("Share of requests and answers to capture for monitors, in percent. 0 captures none. 0 to 100."),
  rollout: rollout.partial(),
};

/** How models are served. */
export const modelServingConfig = z
  .strictObject({ ...settings, instances, rollout })
  .describe("Default serving settings of models.");

/** The same of one model. */
export const ownServingConfig = z
  .strictObject(settings)
  .partial()
  .extend({
    on: z
      .enum(["sagemaker", "eks"])
      .default("sagemaker")
      .describe(
        "What serves the model: an endpoint of SageMaker, or pods of the cluster, which its services alone reach.",
      ),
    pods: z
      .strictObject({
        size: podSizeConfig,
        scale: podScaleConfig
          .partial()
          .optional()
          .describe("How many pods there are. What is absent is as in application.serviceScale."),
      })
      .optional()
      .describe("Pods of a model on EKS. Required there, and nowhere else."),
    mode: z
      .enum(["real-time", "serverless", "asynchronous"])
      .default("real-time")
      .describe(
        "real-time: instances that always run. serverless: by request, with a delay after a pause. asynchronous: requests " +
          "wait in a queue, and answers go to the lake.",
      ),
    serverless: z
      .strictObject({
        memoryMiB: z
          .literal([1024, 2048, 3072, 4096, 5120, 6144])
          .describe("Memory, in MiB: 1024 to 6144, in steps of 1024."),
        maxConcurrency: z.int().min(1).max(200).describe("Requests at a time. 1 to 200."),
      })
      .optional()
      .describe("Size of a serverless endpoint. Required in that mode, and in no other."),
    shadow: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        "Percent of requests that a shadow of the model answers as well, which callers do not see. None when absent.",
      ),
  })
  .describe("How the model is served. Absent values come from modelServing.");

export const modelServingDefaults = {
  sandbox: {
    instanceType: "ml.m5.large",
    instances: { min: 1, max: 2 },
    targetInvocationsPerMinute: 600,
    capturePercent: 100,
    rollout: { shift: "all-at-once", percent: 50, bakeMinutes: 5 },
  },
  nonproduction: {
    instanceType: "ml.m5.large",
    instances: { min: 2, max: 4 },
    targetInvocationsPerMinute: 600,
    capturePercent: 50,
    rollout: { shift: "canary", percent: 10, bakeMinutes: 10 },
  },
  production: {
    instanceType: "ml.m5.xlarge",
    instances: { min: 3, max: 12 },
    targetInvocationsPerMinute: 1200,
    capturePercent: 20,
    rollout: { shift: "canary", percent: 10, bakeMinutes: 15 },
  },
} as const;
