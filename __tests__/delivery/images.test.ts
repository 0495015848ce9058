import { describe, expect, test } from "vitest";
import { type Answers, missingPrograms, Workspace } from "./workspace";

const commit = "0123456789abcdef0123456789abcdef01234567";
const registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const variables = {
  COMMIT: commit,
  FAIL_ON: "high",
  REPOSITORIES: `gateway=${registry}/strata-dev-gateway search=${registry}/strata-dev-search`,
};

/** A registry that knows an image once it was pushed; those in the list it has already. */
const registryWith = (...repositories: readonly string[]): Answers => ({
  aws: `case "$*" in
  *describe-images*)
    for known in ${repositories.join(" ")} $(cat "$RECORD/pushed" 2>/dev/null); do
      [[ "$*" != *"$known "* ]] || { echo "sha256:$known"; exit 0; }
    done
    exit 254 ;;
  *get-login-password*) echo password ;;
esac`,
  docker: `case "$1" in login) cat >/dev/null ;; push) repository=\${2%:*}; echo "\${repository#*/}" >>"$RECORD/pushed" ;; esac`,
});

const made = (calls: readonly string[]) => calls.filter((call) => /^(docker|trivy)/.test(call));

describe.skipIf(missingPrograms.length > 0)("images", () => {
  test("are built, scanned and listed, all of them before one is pushed", async () => {
    const place = new Workspace();
    const { exitCode, calls } = await place.run("images", variables, registryWith());
    expect(exitCode).toBe(0);
    const ofService = (service: string) => {
      const image = `${registry}/strata-dev-${service}:${commit}`;
      return [
        `docker build --file services/${service}/Dockerfile --tag ${image} .`,
        `trivy image --scanners vuln,secret --severity HIGH,CRITICAL --exit-code 1 --quiet ${image}`,
        `trivy image --format cyclonedx --output images/sbom/${service}.cdx.json --quiet ${image}`,
      ];
    };
    const pushed = (service: string) => [
      `docker login --username AWS --password-stdin ${registry}`,
      `docker push ${registry}/strata-dev-${service}:${commit}`,
    ];
    expect(made(calls)).toEqual([
      ...ofService("gateway"),
      ...ofService("search"),
      ...pushed("gateway"),
      ...pushed("search"),
    ]);
    expect(place.read("images/digests")).toBe("gateway sha256:strata-dev-gateway\nsearch sha256:strata-dev-search\n");
  });

  test("of which one has findings are not pushed", async () => {
    const answers = { ...registryWith(), trivy: `case "$*" in *--exit-code*search*) exit 1 ;; esac` };
    const { exitCode, calls } = await new Workspace().run("images", variables, answers);
    expect(exitCode).toBe(1);
    expect(calls.filter((call) => call.startsWith("docker push"))).toEqual([]);
  });

  test("of which no list can be made are not pushed", async () => {
    const answers = { ...registryWith(), trivy: `case "$*" in *cyclonedx*) exit 1 ;; esac` };
    const { exitCode, calls } = await new Workspace().run("images", variables, answers);
    expect(exitCode).toBe(1);
    expect(calls.filter((call) => call.startsWith("docker push"))).toEqual([]);
  });

  test("of the commit that are there already, as copies are, are taken as they are", async () => {
    const place = new Workspace();
    const { exitCode, calls } = await place.run("images", variables, registryWith("strata-dev-gateway"));
    expect(exitCode).toBe(0);
    expect(made(calls).filter((call) => call.includes("gateway"))).toEqual([]);
    expect(place.read("images/digests")).toContain("gateway sha256:strata-dev-gateway");
  });

  test.each([
    ["critical", "CRITICAL"],
    ["medium", "MEDIUM,HIGH,CRITICAL"],
  ])("end the delivery at findings of severity %s and above", async (failOn, severities) => {
    const { calls } = await new Workspace().run("images", { ...variables, FAIL_ON: failOn }, registryWith());
    expect(calls.find((call) => call.startsWith("trivy"))).toContain(`--severity ${severities} `);
  });

  test("are not built without a commit", async () => {
    const { exitCode, output } = await new Workspace().run("images", { ...variables, COMMIT: "" });
    expect(exitCode).toBe(1);
    expect(output).toContain("error: expected the variable COMMIT, got nothing.");
  });
});
