/**
 * Policies that AWS manages, by their fixed ids
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * using-managed-origin-request-policies.html). A data source would ask AWS for them at every plan.
 */
export const managedPolicies = {
  /** Nothing is kept. */
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** Everything that the client sent: headers (Host among them), cookies and query. */
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  /** The same without Host: API Gateway goes by the name that CloudFront asks it under. */
  allViewerExceptHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;
