/** Edge locations that answer: fewer cost less (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html). */
export const priceClasses = ["PriceClass_100", "PriceClass_200", "PriceClass_All"] as const;

export type PriceClass = (typeof priceClasses)[number];

/** TLS of viewers: the newest security policy of CloudFront that the provider takes. */
export const viewerTls = "TLSv1.2_2021";
