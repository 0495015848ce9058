/** What a model is measured for, as an environment file says it. */
export interface Bias {
  /** Input that distinguishes the groups. */
  readonly facet: string;
  /** The group that must not be worse off. */
  readonly values: readonly (string | number)[];
}

/** Configurations of one analysis of Clarify: of the job in the pipeline, and of the monitor. */
export interface Analyses {
  readonly training: Readonly<Record<string, unknown>>;
  readonly monitor: Readonly<Record<string, unknown>>;
}

/** How the copy of a model runs that Clarify asks. */
export interface Shadow {
  /** How the names of its endpoints begin. */
  readonly prefix: string;
  readonly instanceType: string;
}

/** Columns after the inputs. Inputs begin with a small letter. */
const label = "Label";
const prediction = "Prediction";

const report = { name: "report", title: "Analysis Report" };

/**
 * Whether a group is worse off: first among the examples of the test, of which the evaluation has written labels and
 * predictions, so that nothing asks the model; then among requests that were captured
 * (docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html,
 * clarify-config-json-monitor-bias-parameters.html).
 * @param inputs in the order in which the model takes them
 */
export function biasAnalyses(inputs: readonly string[], { facet, values }: Bias): Analyses {
  const groups = {
    label,
    label_values_or_threshold: [1],
    // Their order in the file means nothing.
    facet: [{ name_or_index: facet, value_or_threshold: [...values].sort() }],
  };
  return {
    training: {
      dataset_type: "text/csv",
      headers: [...inputs, label, prediction],
      predicted_label: prediction,
      ...groups,
      methods: { post_training_bias: { methods: "all" }, report },
    },
    monitor: { headers: [...inputs, label], ...groups },
  };
}

/**
 * How much each input counts, as a copy of the model shows: first among examples of the test, then among requests that were
 * captured (docs.aws.amazon.com/sagemaker/latest/dg/clarify-config-json-monitor-model-explainability-parameters.html). Which
 * model is copied is known later: the pipeline says it of its job, and `askingModel` of the monitor.
 * @param inputs in the order in which the model takes them
 */
export function explainabilityAnalyses(inputs: readonly string[], { prefix, instanceType }: Shadow): Analyses {
  const shap = {
    num_clusters: 1,
    num_samples: 100,
    agg_method: "mean_abs",
    use_logit: false,
    save_local_shap_values: false,
  };
  const common = {
    headers: [...inputs],
    predictor: {
      endpoint_name_prefix: prefix,
      instance_type: instanceType,
      initial_instance_count: 1,
      accept_type: "text/csv",
      content_type: "text/csv",
    },
  };
  return {
    training: { dataset_type: "text/csv", ...common, methods: { shap, report } },
    monitor: { ...common, methods: { shap } },
  };
}

/** The configuration of a monitor that asks a copy of that model; one that asks none stays as it is. */
export function askingModel(analysis: Analyses["monitor"], model: string): Analyses["monitor"] {
  const { predictor } = analysis;
  return predictor ? { ...analysis, predictor: { ...predictor, model_name: model } } : analysis;
}
