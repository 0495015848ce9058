import { z } from "zod";

/** What the environment file says of a model, for its card. */
export interface CardFacts {
  readonly keyArn: string;
  readonly description: string;
  readonly owner?: string;
  readonly riskTier?: "minimal" | "limited" | "high";
  /** Feature group that it learns from, and what it takes of it. */
  readonly learnsFrom: string;
  readonly inputs: readonly string[];
  /** What it predicts, as in "orders_30d is 1 or more after 30 days". */
  readonly label: string;
  readonly approval: { readonly metric: string; readonly atLeast: number };
  /** Input that separates the groups, where a monitor watches for bias. */
  readonly facet?: string;
}

/** The report of an evaluation, as `jobs/models/evaluate.py` writes it. */
const reportSchema = z.object({
  binary_classification_metrics: z.record(z.string(), z.object({ value: z.number() })),
  examples: z.int().min(1),
});

export type EvaluationReport = z.infer<typeof reportSchema>;

/** @throws Error where a text is no such report */
export function reportOf(text: string): EvaluationReport {
  return reportSchema.parse(JSON.parse(text));
}

const short = z.string().min(1).max(1024);
const long = z.string().max(2048);

/**
 * Parts of a model card that the platform fills in. SageMaker takes no others and nothing longer
 * (docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html, "Model card JSON schema").
 */
export const cardSchema = z.strictObject({
  model_overview: z.strictObject({
    model_id: short,
    model_name: short,
    model_description: short,
    model_version: z.int().min(1),
    problem_type: short,
    algorithm_type: short,
    model_owner: short,
    model_artifact: z.array(short).max(15),
  }),
  intended_uses: z.strictObject({
    purpose_of_model: long,
    intended_uses: long,
    factors_affecting_model_efficiency: long,
    risk_rating: z.enum(["High", "Medium", "Low", "Unknown"]),
    explanations_for_risk_rating: long,
  }),
  training_details: z.strictObject({ training_observations: short }),
  evaluation_details: z.tuple([
    z.strictObject({
      name: short,
      evaluation_observation: long,
      metadata: z.record(z.string(), z.string()),
      metric_groups: z.tuple([
        z.strictObject({
          name: short,
          metric_data: z.array(z.strictObject({ name: short, type: z.literal("number"), value: z.number() })).min(1),
        }),
      ]),
    }),
  ]),
});

export type ModelCard = z.infer<typeof cardSchema>;

/** A version of a model, with what it scored. */
export interface CardedVersion {
  readonly name: string;
  readonly version: number;
  readonly packageArn: string;
  readonly archive: string;
  readonly report: EvaluationReport;
}

const ratings = {
  minimal: ["Low", "Wrong answers do no harm to people."],
  limited: ["Medium", "People know that they deal with a machine."],
  high: ["High", "It decides about work, credit, health or access to services."],
} as const;

/**
 * The card of a version: what the file says of the model, and what the evaluation measured.
 * @throws Error where a part does not fit the schema, or the report lacks the metric that approval reads
 */
export function cardOf(facts: CardFacts, { name, version, packageArn, archive, report }: CardedVersion): ModelCard {
  const { metric, atLeast } = facts.approval;
  const metrics = Object.entries(report.binary_classification_metrics);
  const score = report.binary_classification_metrics[metric]?.value;
  if (score === undefined) throw new Error(`expected ${metric} in the report of version ${version}, got none`);
  const [risk_rating, explanations_for_risk_rating] = facts.riskTier
    ? ratings[facts.riskTier]
    : (["Unknown", "Nothing is said of its risk."] as const);
  return cardSchema.parse({
    model_overview: {
      model_id: packageArn,
      model_name: name,
      model_description: facts.description,
      model_version: version,
      problem_type: "Binary classification",
      algorithm_type: "XGBoost",
      model_owner: facts.owner ?? "Unknown",
      model_artifact: [archive],
    },
    intended_uses: {
      purpose_of_model: facts.description,
      intended_uses: `Predicts whether ${facts.label}.`,
      factors_affecting_model_efficiency: facts.facet
        ? `${facts.facet} separates the groups; a monitor watches them for bias.`
        : "No monitor watches groups for bias.",
      risk_rating,
      explanations_for_risk_rating,
    },
    training_details: {
      training_observations: `Learns from ${facts.learnsFrom}: ${facts.inputs.join(", ")}`.slice(0, 1024),
    },
    evaluation_details: [
      {
        name: "Test examples",
        evaluation_observation: `The ${metric} is ${score}; ${atLeast} or more was asked for.`,
        metadata: { examples: String(report.examples) },
        metric_groups: [
          {
            name: "Binary classification",
            metric_data: metrics.map(([one, { value }]) => ({ name: one, type: "number", value })),
          },
        ],
      },
    ],
  });
}
