/** How sure a filter is before it acts: `high` takes the least doubt for harm. */
export const strengths = ["none", "low", "medium", "high"] as const;
export type Strength = (typeof strengths)[number];

/** Kinds of harm that a guardrail filters, by what a file calls them. */
export const harms = {
  hate: "HATE",
  insults: "INSULTS",
  misconduct: "MISCONDUCT",
  promptAttack: "PROMPT_ATTACK",
  sexual: "SEXUAL",
  violence: "VIOLENCE",
} as const;
export type Harm = keyof typeof harms;

/** What happens to something that a guardrail finds: the whole text is refused, or only this is hidden. */
export const findingActions = ["block", "anonymize"] as const;
export type FindingAction = (typeof findingActions)[number];

/** Personal data that a guardrail knows (docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailPiiEntity.html). */
export const personalData = [
  "ADDRESS",
  "AGE",
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "CA_HEALTH_NUMBER",
  "CA_SOCIAL_INSURANCE_NUMBER",
  "CREDIT_DEBIT_CARD_CVV",
  "CREDIT_DEBIT_CARD_EXPIRY",
  "CREDIT_DEBIT_CARD_NUMBER",
  "DRIVER_ID",
  "EMAIL",
  "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
  "IP_ADDRESS",
  "LICENSE_PLATE",
  "MAC_ADDRESS",
  "NAME",
  "PASSWORD",
  "PHONE",
  "PIN",
  "SWIFT_CODE",
  "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
  "UK_NATIONAL_INSURANCE_NUMBER",
  "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER",
  "URL",
  "USERNAME",
  "US_BANK_ACCOUNT_NUMBER",
  "US_BANK_ROUTING_NUMBER",
  "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER",
  "US_PASSPORT_NUMBER",
  "US_SOCIAL_SECURITY_NUMBER",
  "VEHICLE_IDENTIFICATION_NUMBER",
] as const;
export type PersonalData = (typeof personalData)[number];

/** What a guardrail lets through, in both directions. */
export interface GuardrailPolicy {
  /** Strength of the filters of all kinds of harm. */
  readonly content: Strength;
  /** Strength for single kinds of harm. @default that of `content` */
  readonly contentOf: Readonly<Partial<Record<Harm, Strength>>>;
  /** Subjects that are not talked about, by name. */
  readonly deniedTopics: Readonly<Record<string, DeniedTopic>>;
  /** What happens to personal data, by its type. Other types pass. */
  readonly pii: Readonly<Partial<Record<PersonalData, FindingAction>>>;
  /** What else is found, by name: texts that match an expression. */
  readonly patterns: Readonly<Record<string, FoundPattern>>;
  readonly words: { readonly profanity: boolean; readonly blocked: readonly string[] };
  /** How well an answer has to follow from what was retrieved, 0 to 0.99. @default not checked */
  readonly grounding?: number;
  /** How well an answer has to fit the question, 0 to 0.99. @default not checked */
  readonly relevance?: number;
  /** What is said in place of what is blocked. */
  readonly messages: { readonly input: string; readonly output: string };
}

export interface DeniedTopic {
  readonly definition: string;
  readonly examples: readonly string[];
}

export interface FoundPattern {
  readonly description: string;
  readonly pattern: string;
  readonly action: FindingAction;
}

/** Strength for a kind of harm. */
export function strengthOf(
  { content, contentOf }: Pick<GuardrailPolicy, "content" | "contentOf">,
  harm: Harm,
): Strength {
  return contentOf[harm] ?? content;
}
