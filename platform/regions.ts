import { z } from "zod";

const letters = (region: string, zones: string) => [...zones].map((letter) => region + letter);

/**
 * Regions the platform can stand in, with the availability zones AWS names there for standard accounts
 * (docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html).
 */
export const regions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "abc",
    "us-west-2": "abcd",
    "ca-central-1": "abd",
    "eu-central-1": "abc",
    "eu-north-1": "abc",
    "eu-south-1": "abc",
    "eu-west-1": "abc",
    "eu-west-2": "abc",
    "eu-west-3": "abc",
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ap-northeast-3": "abc",
    "ap-south-1": "abc",
    "ap-southeast-1": "abc",
    "ap-southeast-2": "abc",
    "sa-east-1": "abc",
  }).map(([region, zones]) => [region, letters(region, zones)]),
);

/** A region of the table above. */
export const regionName = z.enum(Object.keys(regions) as [string, ...string[]]);
