import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface JsonParameterProps {
  readonly site: Site;
  /** What the value is about, as in "services/gateway"; part of the name. */
  readonly purpose: string;
  readonly description: string;
  /** Never a secret: the state holds it too. As JSON at most 4 KB, the limit of the standard tier. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly kmsKeyArn: string;
}

/** A value with several parts, as one parameter of Systems Manager, encrypted. */
export class JsonParameter extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: JsonParameterProps) {
    super(scope, id);
    const parameter = new SsmParameter(this, "parameter", {
      name: props.site.names.of("ssm-parameter", props.purpose),
      description: props.description,
      type: "SecureString",
      tier: "Standard",
      keyId: props.kmsKeyArn,
      value: JSON.stringify(props.value),
    });
    this.name = parameter.name;
  }
}
