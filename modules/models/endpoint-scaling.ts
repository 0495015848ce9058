import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import { variantName } from "./endpoint-settings";

export interface EndpointScalingProps {
  readonly endpointName: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Requests a minute and instance to aim at. */
  readonly targetInvocationsPerMinute: number;
}

/** Lets the instances of an endpoint follow the load. */
export class EndpointScaling extends Construct {
  constructor(scope: Construct, id: string, props: EndpointScalingProps) {
    super(scope, id);
    const { endpointName, instances } = props;
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "sagemaker",
      resourceId: `endpoint/${endpointName}/variant/${variantName}`,
      scalableDimension: "sagemaker:variant:DesiredInstanceCount",
      minCapacity: instances.min,
      maxCapacity: instances.max,
    });
    new AppautoscalingPolicy(this, "policy", {
      name: `SageMakerVariantInvocationsPerInstance:${target.resourceId}`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: props.targetInvocationsPerMinute,
        predefinedMetricSpecification: { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        // A new instance takes minutes to start, and one that is gone as long to come back.
        scaleOutCooldown: 120,
        scaleInCooldown: 600,
      },
    });
  }
}
