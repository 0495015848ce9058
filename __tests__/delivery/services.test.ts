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
  test("may share an image, as models do: their parameter names it", async () => {
    const place = workspace();
    const shared = JSON.parse(parameter);
    shared.Value = JSON.stringify({ ...JSON.parse(shared.Value), image: "model-server" });
    place.write("parameter.json", JSON.stringify(shared));
    place.write("images_arm64/digests", `model-server ${digest}\n`);
    const { exitCode } = await place.run("services", variables, answers);
    expect(exitCode).toBe(0);
    expect(place.kept("applied")).toContain(`registry/strata-dev-gateway@${digest}`);
  });

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

describe.skipIf(missingPrograms.length > 0)("a service with two target groups", () => {
  const listener = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/api/1/2";
  const rule = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener-rule/app/edge/1/2/3";
  const forward = (weights: Readonly<Record<string, number>>) =>
    JSON.stringify([
      {
        Type: "forward",
        ForwardConfig: {
          TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
        },
      },
    ]);
  const one = {
    CLUSTER: "strata-dev-main",
    PARAMETERS: "gateway=/strata/dev/services/gateway",
    ALARM_PREFIX: "strata-dev-",
    CANARY_MINUTES: "1",
    CANARY_PERCENT: "10",
    WATCH_SECONDS: "0",
  };

  /** `live` gets all requests; blue is the target group that the service has had from the beginning. */
  function colored(live: "blue" | "green" = "blue"): Workspace {
    const place = new Workspace();
    const value = {
      repositoryUrl: "registry/gateway",
      targetGroupArn: "arn:edge-blue",
      greenTargetGroupArn: "arn:edge-green",
      apiTargetGroupArn: "arn:blue",
      greenApiTargetGroupArn: "arn:green",
    };
    place.write("parameter.json", JSON.stringify({ Version: 7, Value: JSON.stringify({ ...value, environment: {} }) }));
    place.write(
      "release/manifests/services/gateway.yaml",
      'name: "gateway-${COLOR}", at: "${API_TARGET_GROUP_ARN}", edge: "${TARGET_GROUP_ARN}"\n',
    );
    place.write("images_arm64/digests", `gateway ${digest}\n`);
    place.write("listener.json", forward({ [`arn:${live}`]: 100, "arn:other": 0 }));
    place.write("rule.json", JSON.stringify([{ Type: "forward", TargetGroupArn: `arn:edge-${live}` }]));
    return place;
  }

  const traffic: Answers = {
    ...answers,
    aws: `case "$*" in
  ssm*) cat parameter.json ;;
  resourcegroupstaggingapi*) printf '${listener}\\t${rule}\\n' ;;
  "elbv2 describe-rules"*) cat rule.json ;;
  "elbv2 describe"*) cat listener.json ;;
esac`,
  };
  const shifts = (calls: readonly string[]) =>
    calls
      .filter((call) => call.startsWith("aws elbv2 modify"))
      .map((call) => {
        const [, door = "", actions = "[]"] = call.match(/-arn (\S+) \S+ (\[.*\]) --output/) ?? [];
        const [{ ForwardConfig }] = JSON.parse(actions);
        const weights = ForwardConfig.TargetGroups.map(
          (group: { TargetGroupArn: string; Weight: number }) =>
            `${group.TargetGroupArn.replace("arn:", "")} ${group.Weight}`,
        );
        return `${door.includes("listener-rule") ? "rule" : "listener"}: ${weights.join(", ")}`;
      });

  test("gets its new version next to the old one, a share of the requests, then all, and the old one is removed last", async () => {
    const place = colored();
    const { exitCode, calls, output } = await place.run("services", one, traffic);
    expect(output).not.toContain("error");
    expect(exitCode).toBe(0);
    expect(shifts(calls)).toEqual([
      "listener: green 10, blue 90",
      "rule: edge-green 10, edge-blue 90",
      "listener: green 100, blue 0",
      "rule: edge-green 100, edge-blue 0",
    ]);
    expect(place.kept("applied")).toContain('name: "gateway-green", at: "arn:green", edge: "arn:edge-green"');
    expect(calls).toContain("kubectl rollout status deployment/gateway-green --namespace gateway --timeout 15m");
    const removed = calls.filter((call) => call.startsWith("kubectl delete"));
    expect(removed[0]).toBe(
      "kubectl delete targetgroupbinding gateway-blue gateway-api-blue --namespace gateway --ignore-not-found",
    );
    // What the service had while it had one version only.
    expect(removed).toContain("kubectl delete deployment gateway --namespace gateway --ignore-not-found");
    expect(removed).not.toContain("kubectl delete service gateway --namespace gateway --ignore-not-found");
    expect(calls.filter((call) => call.includes("target-in-service")).map((call) => call.split(" ").at(-1))).toEqual([
      "arn:green",
      "arn:edge-green",
    ]);
    expect(calls.indexOf(removed[0] ?? "")).toBeGreaterThan(
      calls.findIndex((call) => call.includes("create configmap")),
    );
    expect(calls.filter((call) => call.includes("describe-alarms"))[0]).toContain(
      "--alarm-name-prefix strata-dev-gateway-green-",
    );
  });

  test("takes turns", async () => {
    const { calls } = await colored("green").run("services", one, traffic);
    expect(shifts(calls)[0]).toBe("listener: blue 10, green 90");
  });

  test("goes back to the old version when an alarm goes off", async () => {
    const alarmed = {
      ...traffic,
      aws: `case "$*" in *describe-alarms*) echo strata-dev-gateway-green-server-errors ;; esac\n${traffic.aws}`,
    };
    const { exitCode, calls, output } = await colored().run("services", one, alarmed);
    expect(exitCode).toBe(1);
    expect(output).toContain("gateway-green: strata-dev-gateway-green-server-errors");
    expect(shifts(calls).slice(-2)).toEqual(["listener: blue 100, green 0", "rule: edge-blue 100, edge-green 0"]);
    expect(calls.filter((call) => call.startsWith("kubectl delete"))[0]).toContain("gateway-api-green");
    expect(calls.join()).not.toMatch(/gateway-(api-)?blue/);
  });

  test("gets no requests before its load balancer takes its pods for healthy", async () => {
    const ill = { ...traffic, aws: `case "$*" in *target-in-service*) exit 255 ;; esac\n${traffic.aws}` };
    const { exitCode, calls } = await colored().run("services", one, ill);
    expect(exitCode).toBe(1);
    expect(shifts(calls)).toEqual(["listener: blue 100, green 0", "rule: edge-blue 100, edge-green 0"]);
  });

  test("keeps the target groups of each load balancer apart, and stops at a door that leads to none of them", async () => {
    const place = colored();
    place.write("rule.json", JSON.stringify([{ Type: "forward", TargetGroupArn: "arn:another" }]));
    const { exitCode, calls } = await place.run("services", one, traffic);
    expect(exitCode).toBe(1);
    expect(shifts(calls).filter((shift) => shift.startsWith("rule"))).toEqual([]);
  });

  test("without a door that a delivery may move is left alone", async () => {
    const none = { ...traffic, aws: `case "$*" in resourcegroupstaggingapi*) exit ;; esac\n${traffic.aws}` };
    const { exitCode, calls, output } = await colored().run("services", one, none);
    expect(exitCode).toBe(1);
    expect(output).toContain("gateway: expected a listener or a rule with the tag moved-service, got none.");
    expect(calls.filter((call) => call.startsWith("kubectl apply"))).toEqual([]);
  });
});
