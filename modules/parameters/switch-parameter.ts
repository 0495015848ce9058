import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface SwitchParameterProps {
  readonly site: Site;
  /** What is switched, as in "applications/chat/switch"; part of the name. */
  readonly purpose: string;
  readonly description: string;
  readonly kmsKeyArn: string;
}

/** On, or off: a parameter that people change without a deploy. It begins as on, and Terraform leaves its value alone. */
export class SwitchParameter extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: SwitchParameterProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, "parameter", {
      name: props.site.names.of("ssm-parameter", props.purpose),
      description: props.description,
      type: "SecureString",
      tier: "Standard",
      keyId: props.kmsKeyArn,
      value: "on",
      allowedPattern: "^(on|off)$",
      lifecycle: { ignoreChanges: ["value"] },
    });
    this.name = parameter.name;
  }
}
