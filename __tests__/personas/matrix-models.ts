import type { Request } from "../../policies/access/simulate";
import { always, never, noPersona, type Row, workshop } from "./row";
import { arn, iam, key, type Site, through } from "./sites";

const job = (site: Site) => ({
  "sagemaker:VpcSubnets": ["subnet-0a1b2c3d", "subnet-1b2c3d4e"],
  "sagemaker:VpcSecurityGroupIds": ["sg-0123456789abcdef0"],
  "sagemaker:NetworkIsolation": "true",
  "sagemaker:InterContainerTrafficEncryption": "true",
  "sagemaker:VolumeKmsKeyArn": key(site, "artifacts"),
  "sagemaker:OutputKmsKeyArn": key(site, "artifacts"),
});

/** The context of a job with some of it taken away or changed. */
function badJob(site: Site, change: Record<string, string | undefined>): Request {
  const context = Object.entries({ ...job(site), ...change }).filter(([, value]) => value !== undefined);
  return {
    action: "sagemaker:CreateTrainingJob",
    resource: arn(site, "sagemaker", `training-job/${site.name}-churn`),
    context: Object.fromEntries(context) as Record<string, string | string[]>,
  };
}

/** What the jobs of a call are in their ARNs. */
const jobKinds: Readonly<Record<string, string>> = {
  CreateHyperParameterTuningJob: "hyper-parameter-tuning-job",
  CreateProcessingJob: "processing-job",
};

const model = (region: string, id = "amazon.nova-pro-v1:0") => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const guardrail = (site: Site) => ({ "bedrock:GuardrailIdentifier": arn(site, "bedrock", "guardrail/abcd1234:3") });
const profileOf = (site: Site) => arn(site, "bedrock", "inference-profile/us.amazon.nova-pro-v1:0");
/** A request that AWS's profile has sent on, as IAM is asked for it in the region that answers. */
const routed = (site: Site) => ({ ...guardrail(site), "bedrock:InferenceProfileArn": profileOf(site) });

const switchOf = (site: Site) => arn(site, "ssm", `parameter/strata/${site.environment}/applications/chat/switch`);

/** What IAM is asked by Converse and InvokeModel, streaming or not. */
const invoke = (resource: string, context: Record<string, string>, region?: string): Request[] =>
  ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"].map((action) => ({
    action,
    resource,
    context,
    ...(region && { region }),
  }));

/** Lines of the matrix about making and using models. */
export const modelRows: readonly Row[] = [
  {
    action: "Run training, tuning and pipelines",
    developer: never,
    deployer: never,
    operations: never,
    "ai-engineer": workshop,
    calls: (site) => [
      badJob(site, {}),
      {
        action: "sagemaker:CreateHyperParameterTuningJob",
        resource: arn(site, "sagemaker", `hyper-parameter-tuning-job/${site.name}-churn`),
        context: job(site),
      },
      {
        action: "sagemaker:StartPipelineExecution",
        resource: arn(site, "sagemaker", `pipeline/${site.name}-churn`),
      },
    ],
    also: (site) => [
      {
        action: "iam:PassRole",
        resource: iam(site, `role/${site.name}-sagemaker-training`),
        context: { "iam:PassedToService": "sagemaker.amazonaws.com" },
      },
    ],
  },
  {
    action: "The same without a VPC, own keys or isolation",
    ...noPersona,
    calls: (site) => [
      badJob(site, { "sagemaker:VpcSubnets": undefined, "sagemaker:VpcSecurityGroupIds": undefined }),
      badJob(site, { "sagemaker:VolumeKmsKeyArn": undefined }),
      badJob(site, { "sagemaker:OutputKmsKeyArn": `arn:aws:kms:${site.region}:123456789012:key/theirs` }),
      badJob(site, { "sagemaker:NetworkIsolation": "false" }),
      badJob(site, { "sagemaker:InterContainerTrafficEncryption": "false" }),
      ...["CreateHyperParameterTuningJob", "CreateProcessingJob"].map((action) => ({
        ...badJob(site, { "sagemaker:VpcSubnets": undefined, "sagemaker:NetworkIsolation": "false" }),
        action: `sagemaker:${action}`,
        resource: arn(site, "sagemaker", `${jobKinds[action]}/${site.name}-churn`),
      })),
      {
        action: "sagemaker:CreateTransformJob",
        resource: arn(site, "sagemaker", `transform-job/${site.name}-churn`),
        context: { "sagemaker:VolumeKmsKeyArn": key(site, "artifacts") },
      },
    ],
  },
  {
    // Only roles of the ai layer may be passed: they place network interfaces in the subnets of the ai tier and nowhere else.
    action: "Run jobs as another role, or hand the role of jobs to another service",
    ...noPersona,
    deployer: always,
    calls: (site) => [
      ...["glue-etl", "service-gateway", "apply", "ai-engineer"].map((role) => ({
        action: "iam:PassRole",
        resource: iam(site, `role/${site.name}-${role}`),
        context: { "iam:PassedToService": "sagemaker.amazonaws.com" },
      })),
      ...["ec2", "glue", "lambda"].map((service) => ({
        action: "iam:PassRole",
        resource: iam(site, `role/${site.name}-sagemaker-training`),
        context: { "iam:PassedToService": `${service}.amazonaws.com` },
      })),
    ],
  },
  {
    action: "Make notebooks, domains, models, endpoints or pipelines by hand",
    ...noPersona,
    deployer: always,
    calls: (site) =>
      [
        ["CreateNotebookInstance", "notebook-instance"],
        ["CreateDomain", "domain"],
        ["UpdateDomain", "domain"],
        ["CreateModel", "model"],
        ["CreateEndpointConfig", "endpoint-config"],
        ["UpdateEndpoint", "endpoint"],
        ["CreatePipeline", "pipeline"],
        ["UpdatePipeline", "pipeline"],
      ].map(([action, kind]) => ({
        action: `sagemaker:${action}`,
        resource: arn(site, "sagemaker", `${kind}/${site.name}-churn`),
      })),
  },
  {
    action: "Approve a model package",
    developer: never,
    deployer: never,
    operations: "D D A",
    "ai-engineer": workshop,
    calls: (site) => [
      {
        action: "sagemaker:UpdateModelPackage",
        resource: arn(site, "sagemaker", `model-package/${site.name}-churn/7`),
        context: { "sagemaker:ModelApprovalStatus": "Approved" },
      },
    ],
  },
  {
    action: "Change a version of a model without deciding on it, or decide on one of another environment",
    ...noPersona,
    calls: (site) => [
      {
        action: "sagemaker:UpdateModelPackage",
        resource: arn(site, "sagemaker", `model-package/${site.name}-churn/7`),
      },
      {
        action: "sagemaker:UpdateModelPackage",
        resource: arn(site, "sagemaker", "model-package/other-churn/7"),
        context: { "sagemaker:ModelApprovalStatus": "Approved" },
      },
    ],
  },
  {
    action: "Invoke an allowed model with the guardrail",
    developer: workshop,
    deployer: never,
    operations: never,
    "ai-engineer": always,
    calls: (site) => {
      const regions = ["us-east-1", "us-east-2", "us-west-2"];
      return [
        ...invoke(profileOf(site), guardrail(site)),
        ...regions.flatMap((region) => invoke(model(region), routed(site), region)),
      ];
    },
  },
  {
    action: "Invoke without the guardrail, or another model",
    ...noPersona,
    calls: (site) => [
      ...invoke(profileOf(site), {}),
      ...invoke(model(site.region), { "bedrock:InferenceProfileArn": profileOf(site) }),
      // A draft: its ARN has no version.
      ...invoke(profileOf(site), { "bedrock:GuardrailIdentifier": arn(site, "bedrock", "guardrail/abcd1234") }),
      ...invoke(profileOf(site), {
        "bedrock:GuardrailIdentifier": `arn:aws:bedrock:${site.region}:123456789012:guardrail/x:1`,
      }),
      ...invoke(arn(site, "bedrock", "inference-profile/us.meta.llama3-3-70b-instruct-v1:0"), guardrail(site)),
      ...invoke(model(site.region, "meta.llama3-3-70b-instruct-v1:0"), routed(site)),
      // Vectors know no guardrail; only knowledge bases ask for them.
      ...invoke(model(site.region, "amazon.titan-embed-text-v2:0"), {}),
      // Past the profile, and where it does not lead to.
      ...invoke(model(site.region), guardrail(site)),
      ...invoke(model("us-east-2"), guardrail(site), "us-east-2"),
      ...invoke(model("eu-west-1"), routed(site), "eu-west-1"),
    ],
  },
  {
    action: "Switch an application of language models on or off",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "ssm:PutParameter", resource: switchOf(site) }],
    also: (site) => [{ action: "kms:Encrypt", resource: key(site, "secrets"), context: through("ssm", site) }],
  },
  {
    action: "Make or change a guardrail",
    ...noPersona,
    calls: (site) => [
      { action: "bedrock:CreateGuardrail", resource: "*" },
      ...["CreateGuardrailVersion", "DeleteGuardrail", "UpdateGuardrail"].map((action) => ({
        action: `bedrock:${action}`,
        resource: arn(site, "bedrock", "guardrail/abcd1234"),
      })),
    ],
  },
  {
    action: "Read what models were asked and have answered",
    ...noPersona,
    "ai-engineer": workshop,
    calls: (site) => [
      {
        action: "logs:GetLogEvents",
        resource: arn(
          site,
          "logs",
          `log-group:/strata/${site.environment}/model-invocations:log-stream:aws/bedrock/modelinvocations`,
        ),
      },
      ...["FilterLogEvents", "StartQuery"].map((action) => ({
        action: `logs:${action}`,
        resource: arn(site, "logs", `log-group:/strata/${site.environment}/model-invocations:*`),
      })),
    ],
  },
];
