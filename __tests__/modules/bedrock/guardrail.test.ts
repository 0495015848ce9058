import { expect, test } from "vitest";
import { Guardrail } from "../../../modules/bedrock/guardrail";
import type { GuardrailPolicy } from "../../../modules/bedrock/guardrail-policy";
import { testKey, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const policy: GuardrailPolicy = {
  content: "high",
  contentOf: {},
  deniedTopics: { "legal-advice": { definition: "Advice on contracts.", examples: ["May I sign this?"] } },
  pii: { PHONE: "block", EMAIL: "anonymize" },
  patterns: {},
  words: { profanity: true, blocked: [] },
  messages: { input: "No.", output: "I cannot say." },
};
const built = (changes: Partial<GuardrailPolicy> = {}) =>
  probe((stack) => {
    new Guardrail(stack, "default", {
      site: testSite(stack),
      purpose: "default",
      policy: { ...policy, ...changes },
      kmsKeyArn: testKey("artifacts"),
    });
  });
const guardrail = (changes?: Partial<GuardrailPolicy>) => at(built(changes), "aws_bedrock_guardrail.default");
const version = (changes?: Partial<GuardrailPolicy>) => at(built(changes), "aws_bedrock_guardrail_version.default");

test("a guardrail has a key of the account and a numbered version", () => {
  expect(typesOf(built())).toEqual({ aws_bedrock_guardrail: 1, aws_bedrock_guardrail_version: 1 });
  expect(guardrail().kms_key_arn).toBe(testKey("artifacts"));
  expect(version().guardrail_arn).toBe("${aws_bedrock_guardrail.default.guardrail_arn}");
});

test("filters every kind of harm in both directions; attacks, in what users write", () => {
  const [{ filters_config: filters }] = guardrail().content_policy_config as [{ filters_config: object[] }];
  expect(filters).toHaveLength(6);
  expect(filters).toContainEqual({ type: "VIOLENCE", input_strength: "HIGH", output_strength: "HIGH" });
  expect(filters).toContainEqual({ type: "PROMPT_ATTACK", input_strength: "HIGH", output_strength: "NONE" });
});

test("a kind of harm can have its own strength, or no filter", () => {
  const [{ filters_config: filters }] = guardrail({ contentOf: { insults: "low", sexual: "none" } })
    .content_policy_config as [{ filters_config: object[] }];
  expect(filters).toContainEqual({ type: "INSULTS", input_strength: "LOW", output_strength: "LOW" });
  expect(filters).toHaveLength(5);
});

test("what a policy does not say is not in the guardrail", () => {
  const empty = guardrail({ deniedTopics: {}, pii: {}, words: { profanity: false, blocked: [] } });
  const parts = ["topic_policy_config", "sensitive_information_policy_config", "word_policy_config"];
  expect(Object.keys(empty).filter((key) => parts.includes(key))).toEqual([]);
  expect(empty).not.toHaveProperty("contextual_grounding_policy_config");
});

test("answers are checked against what was retrieved, where a threshold says so", () => {
  expect(guardrail({ grounding: 0.7 }).contextual_grounding_policy_config).toEqual([
    { filters_config: [{ type: "GROUNDING", threshold: 0.7 }] },
  ]);
});

test("a changed policy is a new version, and the old one is left to who still names it", () => {
  expect(version({ content: "medium" }).description).not.toBe(version().description);
  expect(version()).toMatchObject({ skip_destroy: true, lifecycle: { create_before_destroy: true } });
});

test("the order of a file is no change", () => {
  const reordered = version({ pii: { EMAIL: "anonymize", PHONE: "block" } });
  expect(reordered.description).toBe(version().description);
});
