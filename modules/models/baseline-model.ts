import { archiveOf } from "./archive";

/**
 * A model that predicts 0.5 whatever it is asked: what an endpoint serves until the first version is approved. XGBoost
 * writes the same for a booster without trees.
 * @param inputs in the order in which the model takes them
 * @param handler source of inference.py
 */
export function baselineModel(inputs: readonly string[], handler: Uint8Array): Uint8Array {
  const booster = {
    learner: {
      attributes: {},
      feature_names: inputs,
      feature_types: [],
      gradient_booster: {
        model: {
          gbtree_model_param: { num_parallel_tree: "1", num_trees: "0", size_leaf_vector: "0" },
          tree_info: [],
          trees: [],
        },
        name: "gbtree",
      },
      learner_model_param: {
        base_score: "5E-1",
        boost_from_average: "0",
        num_class: "0",
        num_feature: String(inputs.length),
        num_target: "1",
      },
      objective: { name: "binary:logistic", reg_loss_param: { scale_pos_weight: "1" } },
    },
    version: [1, 7, 4],
  };
  // A text is encoded by its categories: none is known, so that all are taken for numbers that are missing.
  const encoder = { version: 1, inputs, categories: {}, lenient: true };
  return archiveOf({
    "model.json": JSON.stringify(booster),
    "encoder.json": JSON.stringify(encoder),
    "code/inference.py": handler,
  });
}

/** What monitors compare with until a version brings its own: nothing. */
export const baselineStatistics = JSON.stringify({ version: 0.0, dataset: { item_count: 0 }, features: [] });

export const baselineConstraints = {
  "data-quality": JSON.stringify({ version: 0.0, features: [] }),
  "model-quality": JSON.stringify({ version: 0.0, binary_classification_constraints: {} }),
  bias: JSON.stringify({ version: "1.0", post_training_bias_metrics: { facets: {} } }),
  explainability: JSON.stringify({ version: "1.0", explanations: { kernel_shap: {} } }),
};
