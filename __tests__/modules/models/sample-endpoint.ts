import { Endpoint } from "../../../modules/models/endpoint";
import type { EndpointSettings } from "../../../modules/models/endpoint-settings";
import { testKey, testSite } from "../../support/site";
import { probe } from "../../support/synthesis";
import { samplePipeline } from "./sample-pipeline";

export const sampleServing: EndpointSettings = {
  mode: "real-time",
  instanceType: "ml.m5.large",
  instances: { min: 2, max: 4 },
  targetInvocationsPerMinute: 600,
  capturePercent: 50,
  rollout: { shift: "canary", percent: 10, bakeMinutes: 10 },
};

const { network, roleArn, locations } = samplePipeline;
export const samplePlace = { network, roleArn, kmsKeyArn: testKey("artifacts"), artifacts: locations.artifacts };

/** The stack of an endpoint of the reference model; changes replace settings. */
export const sampleEndpoint = (changes: Partial<EndpointSettings> = {}) =>
  probe((stack) => {
    new Endpoint(stack, "endpoint", {
      site: testSite(stack),
      model: "propensity",
      settings: { ...sampleServing, ...changes },
      place: samplePlace,
      first: { image: samplePipeline.image, archive: "s3://code/model.tar.gz" },
      tags: {},
    });
  });
