import { describe, expect, test } from "vitest";
import { type Answers, missingPrograms, Workspace } from "./workspace";

if (missingPrograms.length > 0) console.warn(`SKIPPED, this needs ${missingPrograms.join(", ")}.`);

const digest = `sha256:${"a".repeat(64)}`;
const manifest = `kind: Deployment
spec: { image: "\${REPOSITORY_URL}@\${IMAGE_DIGEST}", version: "\${SETTINGS_VERSION}", table: "\${TABLES_SESSIONS_NAME}" }
`;
const variables = {
  CLUSTER: "strata-dev-main",
  PARAMETERS: "gateway=/strata/dev/services/gateway search=/strata/dev/services/search",
};

/** What the parameter of a service holds. */
const parameter = JSON.stringify({
  Version: 7,
  Value: JSON.stringify({
    repositoryUrl: "registry/strata-dev-gateway",
    targetGroupArn: "arn:target-group",
    environment: { TABLES_SESSIONS_NAME: "strata-dev-sessions & 'more'" },
  }),
});

const answers: Answers = {
  aws: `case "$*" in ssm*) cat parameter.json ;; esac`,
  kubectl: `case "$*" in
  "create configmap"*) echo configmap ;;
  "get configmap"*gateway*) echo "the last gateway" ;;
  "get configmap"*) ;;
  apply*) cat "\${@: -1}" >>"$RECORD/applied" 2>/dev/null || true ;;
esac`,
};

/** Where the scripts find a release with two services, and their images. */
function workspace(): Workspace {
  const result = new Workspace();
  for (const service of ["gateway", "search"]) result.write(`release/manifests/services/${service}.yaml`, manifest);
  result.write("parameter.json", parameter);
  result.write("images_arm64/digests", `gateway ${digest}\nsearch ${digest}\n`);
  return result;
}

const withoutFiles = (calls: readonly string[]) =>
  calls.map((call) =>
    call
      .replaceAll(/[^\s=]*\/tmp\.\w+\//g, "")
      .replaceAll(/ --server-side --force-conflicts --field-manager=pipeline/g, ""),
  );

/** The same answers, but a call that fits a pattern of bash fails. */
const failing = (pattern: string): Answers => ({
  ...answers,
  kubectl: `case "$*" in ${pattern}) exit 1 ;; esac\n${answers.kubectl}`,
});

describe.skipIf(missingPrograms.length > 0)("services", () => {
  test("are all filled in and asked about before one is applied, and remembered when all run", async () => {
    const { exitCode, calls, output } = await workspace().run("services", variables, answers);
    expect(output).not.toContain("error");
    expect(exitCode).toBe(0);
    expect(withoutFiles(calls)).toEqual([
      "aws eks update-kubeconfig --name strata-dev-main",
      "aws ssm get-parameter --with-decryption --name /strata/dev/services/gateway --query Parameter --output json",
      "aws ssm get-parameter --with-decryption --name /strata/dev/services/search --query Parameter --output json",
      "kubectl get configmap last-release --namespace gateway --ignore-not-found --output jsonpath={.data.manifest}",
      "kubectl apply --filename gateway.yaml --dry-run=server",
      "kubectl get configmap last-release --namespace search --ignore-not-found --output jsonpath={.data.manifest}",
      "kubectl apply --filename search.yaml --dry-run=server",
      "kubectl apply --filename gateway.yaml",
      "kubectl rollout status deployment/gateway --namespace gateway --timeout 15m",
      "kubectl apply --filename search.yaml",
      "kubectl rollout status deployment/search --namespace search --timeout 15m",
      "kubectl create configmap last-release --namespace gateway --from-file manifest=gateway.yaml --dry-run=client --output yaml",
      "kubectl apply --filename gateway.release",
      "kubectl create configmap last-release --namespace search --from-file manifest=search.yaml --dry-run=client --output yaml",
      "kubectl apply --filename search.release",
    ]);
  });

  test("get what their parameter says, whatever characters it has, and the image by its digest", async () => {
    const place = workspace();
    await place.run("services", variables, answers);
    expect(place.kept("applied")).toContain(
      `spec: { image: "registry/strata-dev-gateway@${digest}", version: "7", table: "strata-dev-sessions & 'more'" }`,
    );
  });

  test("of which one has a placeholder without a value are not applied", async () => {
    const place = workspace();
    place.write("images_arm64/digests", `gateway ${digest}\n`);
    const { exitCode, calls, output } = await place.run("services", variables, answers);
    expect(exitCode).toBe(1);
    expect(output).toContain("search.yaml: expected values for IMAGE_DIGEST, got nothing. Apply the commit first.");
    expect(calls.filter((call) => call.startsWith("kubectl"))).toEqual([]);
  });

  test("of which the cluster refuses one are not applied", async () => {
    const { exitCode, calls } = await workspace().run("services", variables, failing("*search.yaml*--dry-run=server"));
    expect(exitCode).toBe(1);
    expect(withoutFiles(calls).filter((call) => /apply --filename \w+\.yaml$/.test(call))).toEqual([]);
  });

  test("go back, the last first, when one does not come up", async () => {
    const { exitCode, calls, output } = await workspace().run("services", variables, failing("*deployment/search*"));
    expect(exitCode).toBe(1);
    expect(output).toContain("error: search does not run as its manifest says.");
    const after = withoutFiles(calls);
    expect(after.slice(after.findIndex((call) => call.includes("deployment/search")) + 1)).toEqual([
      "kubectl delete --ignore-not-found --filename search.yaml",
      "kubectl apply --filename gateway.last",
      "kubectl rollout status deployment/gateway --namespace gateway --timeout 15m",
    ]);
  });

  test("that could not go back say so", async () => {
    const twice = failing("*rollout*gateway*");
    const { exitCode, output } = await workspace().run("services", variables, twice);
    expect(exitCode).toBe(1);
    expect(output).toContain("error: could not go back: gateway. See the runbook.");
  });
});
