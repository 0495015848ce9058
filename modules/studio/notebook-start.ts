import { SagemakerStudioLifecycleConfig } from "@cdktf/provider-aws/lib/sagemaker-studio-lifecycle-config";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface NotebookStartProps {
  readonly site: Site;
  /** Subnets and security group that jobs work in. */
  readonly network: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
  /** Key of what jobs write. */
  readonly outputKeyArn: string;
}

/**
 * What runs when a notebook server starts: it tells the SageMaker SDK where jobs run and under which keys, so that a job
 * that is started from a notebook without a word about it is one that the policies allow
 * (sagemaker.readthedocs.io, "Configuring and using defaults with the SageMaker Python SDK").
 */
export class NotebookStart extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { site, network, outputKeyArn }: NotebookStartProps) {
    super(scope, id);
    const job = {
      EnableInterContainerTrafficEncryption: true,
      EnableNetworkIsolation: true,
      VpcConfig: { SecurityGroupIds: [network.securityGroupId], Subnets: network.subnetIds },
      OutputDataConfig: { KmsKeyId: outputKeyArn },
    };
    const settings = Fn.jsonencode({ SchemaVersion: "1.0", SageMaker: { TrainingJob: job } });
    const script = Fn.join("\n", [
      "#!/bin/bash",
      "set -euo pipefail",
      "mkdir -p ~/.config/sagemaker",
      // JSON is YAML.
      "cat > ~/.config/sagemaker/config.yaml <<'SETTINGS'",
      settings,
      "SETTINGS",
      "",
    ]);
    const config = new SagemakerStudioLifecycleConfig(this, "config", {
      // A domain that uses it keeps AWS from deleting it: another content comes under another name, first.
      studioLifecycleConfigName: `${site.names.of("sagemaker", "notebook")}-${Fn.substr(Fn.sha256(script), 0, 8)}`,
      studioLifecycleConfigAppType: "JupyterLab",
      studioLifecycleConfigContent: Fn.base64encode(script),
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = config.arn;
  }
}
