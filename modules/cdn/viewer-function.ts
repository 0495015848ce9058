import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

/** Largest function (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html). */
export const largestFunctionBytes = 10_240;

export interface ViewerFunctionProps {
  readonly site: Site;
  /** What it does, as in "pages"; part of the name. */
  readonly purpose: string;
  readonly comment: string;
  /** Source in JavaScript, for the runtime cloudfront-js-2.0. */
  readonly code: string;
}

/** A function that CloudFront runs at every edge location before it looks into its cache. */
export class ViewerFunction extends Construct {
  /** Of the published version: what refers to it changes with the code. */
  readonly arn: string;

  /** @throws Error when CloudFront would refuse the code, or Terraform would change it */
  constructor(scope: Construct, id: string, { site, purpose, comment, code }: ViewerFunctionProps) {
    super(scope, id);
    const bytes = Buffer.byteLength(code);
    if (bytes > largestFunctionBytes) {
      throw new Error(`The function ${purpose}: expected at most ${largestFunctionBytes} bytes, got ${bytes}.`);
    }
    if (/[$%]\{/.test(code)) {
      throw new Error(
        `The function ${purpose} has a template, which Terraform takes for its own. Join strings with +.`,
      );
    }
    this.arn = new CloudfrontFunction(this, "function", {
      name: site.names.of("cloudfront", purpose),
      comment,
      runtime: "cloudfront-js-2.0",
      code,
      publish: true,
    }).arn;
  }
}
