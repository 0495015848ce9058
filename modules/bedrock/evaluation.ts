/** Name of the function that evaluates applications of language models: none of them may be called so. */
export const evaluationPurpose = "evaluation";
