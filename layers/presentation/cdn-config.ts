import { z } from "zod";
import { countries } from "../../modules/cdn/countries";
import { priceClasses } from "../../modules/cdn/price-classes";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { hostLabel } from "./host-label";
import { stagingConfig } from "./staging-config";

/** The `presentation.cdn` section of an environment file. */
export const cdnConfig = z
  .strictObject({
    priceClass: z
      .enum(priceClasses)
      .describe(
        "Where CloudFront answers: North America, Europe and Israel (PriceClass_100), also most of Asia, Africa and the " +
          "Middle East (PriceClass_200), or everywhere (PriceClass_All).",
      ),
    countries: z
      .strictObject({
        action: z.enum(["allow", "block"]).describe("Answer requests from these countries alone, or from all others."),
        codes: z
          .array(z.enum(countries))
          .min(1, "at least one country")
          .superRefine(distinct())
          .describe("Countries by their ISO 3166-1 codes of two letters, as in DE. Write NO (Norway) in quotes."),
      })
      .optional()
      .describe("Countries that CloudFront answers. All when absent."),
    pagesCopy: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "the name of a bucket")
      .optional()
      .describe(
        "Bucket in the recovery region that has the same pages, which CloudFront asks when the one here cannot answer: the " +
          "output site_bucket_name of the environment that recovers this one. Pages have one bucket when absent.",
      ),
    staging: z
      .record(hostLabel, stagingConfig)
      .describe("Trials of other settings of routes with some of the requests, by host as routes have it."),
  })
  .describe("CloudFront.");

export const cdnDefaults = {
  sandbox: { priceClass: "PriceClass_100", staging: {} },
  nonproduction: { priceClass: "PriceClass_100", staging: {} },
  production: { priceClass: "PriceClass_All", staging: {} },
} satisfies TierDefaults<typeof cdnConfig>;
