import { createHash } from "node:crypto";
import { BedrockInferenceProfile } from "@cdktf/provider-aws/lib/bedrock-inference-profile";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type ModelRoute, routeArn } from "./route";

export interface ModelProfileProps {
  readonly site: Site;
  /** Who calls which model, as in "chat-claude"; part of its name. */
  readonly purpose: string;
  /** Application that pays for the calls: value of the tag `application` of its costs. */
  readonly application: string;
  readonly route: ModelRoute;
}

/** An application inference profile: one application's own way to a model, which identifies its tokens and costs. */
export class ModelProfile extends Construct {
  readonly arn: string;
  /** What metrics of Bedrock call the model whose calls come through it. */
  readonly profileId: string;

  constructor(scope: Construct, id: string, props: ModelProfileProps) {
    super(scope, id);
    const { site, purpose, application, route } = props;
    const profile = new BedrockInferenceProfile(this, "profile", {
      name: site.names.of("inference-profile", `${purpose}-${shortHash(route.id)}`),
      description: `Calls of ${route.id} by ${application}.`,
      modelSource: [{ copyFrom: routeArn(site, route) }],
      tags: { application },
      // Another model is another profile: calls go on through the old one until roles and functions know the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = profile.arn;
    this.profileId = profile.id;
  }
}

/** Keeps the names of two profiles apart that are there at the same time, for two models. */
function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
