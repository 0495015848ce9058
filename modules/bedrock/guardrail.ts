import { createHash } from "node:crypto";
import { BedrockGuardrail, type BedrockGuardrailConfig } from "@cdktf/provider-aws/lib/bedrock-guardrail";
import { BedrockGuardrailVersion } from "@cdktf/provider-aws/lib/bedrock-guardrail-version";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type GuardrailPolicy, type Harm, harms, strengthOf } from "./guardrail-policy";

export interface GuardrailProps {
  readonly site: Site;
  /** What it is for, as in "default"; part of its name. */
  readonly purpose: string;
  readonly policy: GuardrailPolicy;
  /** Key of the policy. Its policy lets Bedrock use it for callers in the account. */
  readonly kmsKeyArn: string;
}

/**
 * A guardrail, and the numbered version that its users are pinned to. A change of the policy makes a new version and
 * moves the pin; Terraform leaves older versions where they are, for those who still name them.
 */
export class Guardrail extends Construct {
  readonly guardrailId: string;
  readonly arn: string;
  /** Number of the version that users name. */
  readonly version: string;
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: GuardrailProps) {
    super(scope, id);
    const { site, purpose, policy, kmsKeyArn } = props;
    const settings = settingsOf(policy);
    const guardrail = new BedrockGuardrail(this, "guardrail", {
      name: site.names.of("guardrail", purpose),
      description: `What models may be asked and may answer, for ${purpose}.`,
      kmsKeyArn,
      ...settings,
    });
    const version = new BedrockGuardrailVersion(this, "version", {
      guardrailArn: guardrail.guardrailArn,
      // A version is a copy of what the guardrail was: another description is what makes Terraform take one anew.
      description: `Policy ${createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16)}`,
      skipDestroy: true,
      lifecycle: { createBeforeDestroy: true },
    });
    this.guardrailId = guardrail.guardrailId;
    this.arn = guardrail.guardrailArn;
    this.version = version.version;
    this.kmsKeyArn = kmsKeyArn;
  }
}

type Settings = Pick<
  BedrockGuardrailConfig,
  | "blockedInputMessaging"
  | "blockedOutputsMessaging"
  | "contentPolicyConfig"
  | "contextualGroundingPolicyConfig"
  | "sensitiveInformationPolicyConfig"
  | "topicPolicyConfig"
  | "wordPolicyConfig"
>;

/** The policy as Bedrock takes it: each part only where there is something in it. */
function settingsOf(policy: GuardrailPolicy): Settings {
  return {
    blockedInputMessaging: policy.messages.input,
    blockedOutputsMessaging: policy.messages.output,
    contentPolicyConfig: part({ filtersConfig: filtersOf(policy) }),
    topicPolicyConfig: part({ topicsConfig: topicsOf(policy) }),
    sensitiveInformationPolicyConfig: part({
      piiEntitiesConfig: sorted(policy.pii).map(([type, action]) => ({ type, action: action.toUpperCase() })),
      regexesConfig: sorted(policy.patterns).map(([name, { description, pattern, action }]) => ({
        name,
        description,
        pattern,
        action: action.toUpperCase(),
      })),
    }),
    wordPolicyConfig: part({
      managedWordListsConfig: policy.words.profanity ? [{ type: "PROFANITY" }] : [],
      wordsConfig: [...policy.words.blocked].sort().map((text) => ({ text })),
    }),
    contextualGroundingPolicyConfig: part({
      filtersConfig: [
        ...(policy.grounding === undefined ? [] : [{ type: "GROUNDING", threshold: policy.grounding }]),
        ...(policy.relevance === undefined ? [] : [{ type: "RELEVANCE", threshold: policy.relevance }]),
      ],
    }),
  };
}

/** An answer cannot attack: Bedrock takes no other strength for that direction. */
function filtersOf(policy: GuardrailPolicy) {
  return (Object.keys(harms) as Harm[])
    .filter((harm) => strengthOf(policy, harm) !== "none")
    .map((harm) => {
      const strength = strengthOf(policy, harm).toUpperCase();
      return {
        type: harms[harm],
        inputStrength: strength,
        outputStrength: harm === "promptAttack" ? "NONE" : strength,
      };
    });
}

function topicsOf({ deniedTopics }: GuardrailPolicy) {
  return sorted(deniedTopics).map(([name, { definition, examples }]) => ({
    name,
    type: "DENY",
    definition,
    // Bedrock tells no list of none from no list.
    ...(examples.length > 0 && { examples: [...examples] }),
  }));
}

/** A block with the lists that have something in them, or no block. */
function part<Lists extends Readonly<Record<string, readonly unknown[]>>>(lists: Lists): [Partial<Lists>] | undefined {
  const filled = Object.entries(lists).filter(([, items]) => items.length > 0);
  return filled.length > 0 ? [Object.fromEntries(filled) as Partial<Lists>] : undefined;
}

/** Entries in the order of their keys: that of a file means nothing. */
function sorted<Value>(map: Readonly<Partial<Record<string, Value>>>): [string, Value][] {
  return Object.entries(map)
    .filter((entry): entry is [string, Value] => entry[1] !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
