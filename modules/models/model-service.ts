/** Image that serves every model on Kubernetes: a folder below services/. */
export const modelServer = "model-server";

/** TCP port that it listens on. */
export const modelServerPort = 8080;

/** What a model on Kubernetes is called there: its namespace, its service account and everything in it. */
export function modelService(model: string): string {
  return `model-${model}`;
}

/** Names of the models that pods serve. */
export function modelsOnPods(
  models: Readonly<Record<string, { readonly serving?: { readonly on?: string } }>>,
): string[] {
  return Object.keys(models).filter((name) => models[name]?.serving?.on === "eks");
}

/** Names of the services that ask a model. */
export function callersOfModel(
  services: Readonly<Record<string, { readonly uses: Readonly<Record<string, string>> }>>,
  model: string,
): string[] {
  return Object.keys(services)
    .filter((name) => `models.${model}` in (services[name]?.uses ?? {}))
    .sort();
}
