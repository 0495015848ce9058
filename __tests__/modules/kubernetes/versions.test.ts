import { describe, expect, test } from "vitest";
import { architectureOf, gpuTypes, nodeTypes } from "../../../modules/kubernetes/instance-types";
import {
  addonNames,
  addonsOf,
  kubernetesVersions,
  supportedVersions,
  versionsAsOf,
} from "../../../modules/kubernetes/versions";

describe("the table of Kubernetes versions", () => {
  test("says of each version until when it is supported, and has every add-on in the form of EKS", () => {
    for (const [version, { supportedUntil, addons }] of Object.entries(kubernetesVersions)) {
      expect(supportedUntil.standard < supportedUntil.extended, version).toBe(true);
      expect(Object.keys(addons).sort()).toEqual([...addonNames].sort());
      for (const addon of Object.values(addons)) expect(addon).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      expect(addons["kube-proxy"]).toContain(`v${version}.`);
    }
  });

  test("judges support as of the day of the table, and pays for more only where asked to", () => {
    expect(versionsAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(supportedVersions("standard")).toEqual(["1.34", "1.35"]);
    expect(supportedVersions("extended")).toEqual(["1.33", "1.34", "1.35"]);
  });

  test("gives way to the versions that an environment pins", () => {
    const pinned = addonsOf("1.35", { coredns: "v1.13.2-eksbuild.9" });
    expect(pinned).toEqual({ ...kubernetesVersions["1.35"]?.addons, coredns: "v1.13.2-eksbuild.9" });
    expect(() => addonsOf("1.99", {})).toThrow("1.99");
  });
});

describe("types of nodes", () => {
  test.each(["t4g.large", "m7g.xlarge", "c7gn.2xlarge", "r8gd.large", "m6gd.large"])("%s is Graviton", (type) => {
    expect(type).toMatch(nodeTypes);
    expect(architectureOf(type)).toBe("arm64");
  });

  test.each(["t3.medium", "t3a.large", "m5.large", "m7i.xlarge", "m7a.large", "c6i.large", "r6id.large"])(
    "%s is not",
    (type) => {
      expect(type).toMatch(nodeTypes);
      expect(architectureOf(type)).toBe("x86_64");
    },
  );

  test.each(["m7g", "m7g.huge", "m9x.large", "g6.xlarge", "cache.m7g.large"])("%s is none", (type) => {
    expect(type).not.toMatch(nodeTypes);
  });

  test.each(["g4dn.xlarge", "g5.2xlarge", "g6.xlarge", "g6e.48xlarge"])("%s has GPUs and is x86_64", (type) => {
    expect(type).toMatch(gpuTypes);
    expect(architectureOf(type)).toBe("x86_64");
  });
});
