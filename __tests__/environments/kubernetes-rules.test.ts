import { describe, expect, test } from "vitest";
import { base, type Case, dev, errorsOf, stage, tells } from "./fixtures";

const withKubernetes = (environment: "dev" | "stage", kubernetes: string) => {
  const files = { base, dev, stage };
  return { ...files, [environment]: `${files[environment]}application: { kubernetes: ${kubernetes} }\n` };
};
const nodes = (settings: string) => `{ compute: { mode: node-groups, nodes: { ${settings} } } }`;

describe("Kubernetes", () => {
  test.each<Case>([
    [
      "an unknown version",
      withKubernetes("dev", '{ version: "1.99" }'),
      `dev.yaml:15:39 application.kubernetes.version | "1.99" | a version with standard support on 2026-11-29 (1.34, 1.35) | Choose one of them, or add a row to modules/kubernetes/versions.ts.`,
    ],
    [
      "a version out of standard support",
      { base, dev: withKubernetes("dev", '{ version: "1.33" }').dev },
      `dev.yaml:15:39 application.kubernetes.version | "1.33" | a version with standard support on 2026-11-29 (1.34, 1.35): standard support of 1.33 ended on 2026-07-29 |`,
    ],
    [
      "a version ahead of the tier below",
      { base, dev: `${dev}application: { kubernetes: { version: "1.34" } }\n`, stage },
      `stage.yaml:3:7 application.kubernetes.version | "1.35" (default of tier nonproduction) | at most 1.34, which tier sandbox runs (environments/dev.yaml:15:39) |`,
    ],
    [
      "an add-on in another form",
      withKubernetes("dev", "{ addons: { coredns: latest } }"),
      "dev.yaml:15:49 application.kubernetes.addons.coredns | latest | a version of an add-on, as in",
    ],
    [
      "a kube-proxy of another version",
      withKubernetes("dev", "{ addons: { kube-proxy: v1.34.6-eksbuild.13 } }"),
      "dev.yaml:15:52 application.kubernetes.addons.kube-proxy | v1.34.6-eksbuild.13 | a version of Kubernetes 1.35, as in v1.35.0-eksbuild.1 |",
    ],
    [
      "a type of node that does not exist",
      withKubernetes("dev", nodes("instanceTypes: [m7g.huge]")),
      "dev.yaml:15:85 application.kubernetes.compute.nodes.instanceTypes[0] | m7g.huge | a type of node, as in",
    ],
    [
      "nodes of two architectures",
      withKubernetes("dev", nodes("instanceTypes: [m7g.large, m7i.large]")),
      "dev.yaml:15:96 application.kubernetes.compute.nodes.instanceTypes[1] | m7i.large | a type with the architecture of m7g.large, arm64: m7i.large is x86_64 |",
    ],
    [
      "fewest nodes above the most",
      withKubernetes("dev", nodes("min: 5")),
      "dev.yaml:15:74 application.kubernetes.compute.nodes.min | 5 | at most max, 4 |",
    ],
    [
      "a zone without a node",
      withKubernetes("stage", nodes("min: 2")),
      "stage.yaml:15:74 application.kubernetes.compute.nodes.min | 2 | a node in each of the 3 zones in tier nonproduction |",
    ],
    [
      "an administrator of another account",
      withKubernetes(
        "dev",
        '{ breakGlass: { roleArn: "arn:aws:iam::999999999999:role/admin", reason: "Repair of the network add-on" } }',
      ),
      `dev.yaml:15:53 application.kubernetes.breakGlass.roleArn | "arn:aws:iam::999999999999:role/admin" | a role of the environment's account, 111111111111 |`,
    ],
  ])("%s", tells);

  test("an older version is fine with extended support, and Auto Mode takes nothing of node groups", () => {
    const older = '{ version: "1.33", support: extended, compute: { mode: auto } }';
    const everywhere = `application: { kubernetes: ${older} }\n`;
    expect(errorsOf({ base: base + everywhere, dev, stage })).toEqual([]);
  });
});
