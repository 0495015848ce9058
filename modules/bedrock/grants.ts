import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** The version of a guardrail that a caller has to name. */
export interface PinnedGuardrail {
  /** Without the version. */
  readonly arn: string;
  readonly version: string;
  readonly kmsKeyArn: string;
}

/** A model as its callers have it. */
export interface ModelAccess {
  /** What they call: ARN of a profile. @default the model itself, in the region */
  readonly profileArn?: string;
  /** The model in every region that may answer. */
  readonly modelArns: readonly string[];
  /** @default none: a model that makes vectors takes no guardrail */
  readonly guardrail?: PinnedGuardrail;
  /** Region of the caller. */
  readonly region: string;
}

/** What Converse and InvokeModel ask for, streaming or not (Service Authorization Reference, Amazon Bedrock). */
const invocation = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/**
 * Invokes a model through its profile, with its guardrail and in no other way. IAM is asked for the profile, and for the
 * model wherever the profile sends the request to
 * (docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html).
 * @param what model, in Pascal case, as in "Claude"; part of the sids
 */
export function invokeModel(
  what: string,
  { profileArn, modelArns, guardrail, region }: ModelAccess,
): PolicyStatement[] {
  const pinned = guardrail && {
    StringEquals: { "bedrock:GuardrailIdentifier": `${guardrail.arn}:${guardrail.version}` },
  };
  const invoke = (sid: string, resources: PolicyStatement["resources"], conditions: PolicyStatement["conditions"]) => ({
    sid,
    actions: invocation,
    resources,
    ...(conditions && { conditions }),
  });
  return [
    ...(profileArn ? [invoke(`Invoke${what}`, profileArn, pinned)] : []),
    profileArn
      ? invoke(`Reach${what}`, modelArns, { ...pinned, ArnEquals: { "bedrock:InferenceProfileArn": profileArn } })
      : invoke(`Invoke${what}`, modelArns, pinned),
    ...(guardrail ? applyGuardrail(what, guardrail, region) : []),
  ];
}

/**
 * What a caller needs of the guardrail that it names
 * (docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html).
 * @param what what the guardrail is for, in Pascal case, as in "Claude"; part of the sids
 */
export function applyGuardrail(what: string, { arn, kmsKeyArn }: PinnedGuardrail, region: string): PolicyStatement[] {
  return [
    { sid: `ApplyGuardrailTo${what}`, actions: "bedrock:ApplyGuardrail", resources: arn },
    useKey({
      sid: `ReadGuardrailOf${what}`,
      actions: keyActions.read,
      keyArns: kmsKeyArn,
      region,
      through: "bedrock",
    }),
  ];
}

/**
 * Finds passages in a knowledge base, and has no model answer from them.
 * @param what knowledge base, in Pascal case, as in "Handbook"; part of the sid
 */
export function retrieve(what: string, knowledgeBaseArn: string): PolicyStatement {
  return { sid: `RetrieveFrom${what}`, actions: "bedrock:Retrieve", resources: knowledgeBaseArn };
}
