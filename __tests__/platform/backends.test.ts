import { describe, expect, test } from "vitest";
import type { StateConfig } from "../../platform/backends/config";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";

const states = {
  local: { backend: "local", directory: ".strata/state" },
  s3: {
    backend: "s3",
    bucket: "strata-test-state",
    region: "us-east-1",
    kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/strata-state",
  },
  cloud: { backend: "cloud", organization: "example", project: "strata" },
} satisfies Record<string, StateConfig>;

function stacksWith(state: StateConfig) {
  const stacks = stacksUpTo("network", environmentOf("sandbox", { state }));
  const { json: network, dependencies } = stacks.find(({ layer }) => layer === "network") ?? {};
  return { stacks, network, dependencies };
}

describe("state backends", () => {
  test("local keeps a file per stack below the repository root, by a relative path", () => {
    const { network } = stacksWith(states.local);
    expect(network?.terraform.backend).toEqual({ local: { path: "../../../.strata/state/test-network.tfstate" } });
    expect(network?.data?.terraform_remote_state?.security).toEqual({
      backend: "local",
      config: { path: "../../../.strata/state/test-security.tfstate" },
    });
  });

  test("s3 encrypts, locks natively and has a key per stack; the reader uses only the location", () => {
    const { network } = stacksWith(states.s3);
    expect(network?.terraform.backend).toEqual({
      s3: {
        bucket: "strata-test-state",
        key: "test-network/terraform.tfstate",
        region: "us-east-1",
        encrypt: true,
        kms_key_id: "arn:aws:kms:us-east-1:111122223333:alias/strata-state",
        use_lockfile: true,
      },
    });
    expect(network?.data?.terraform_remote_state?.security).toEqual({
      backend: "s3",
      config: { bucket: "strata-test-state", key: "test-security/terraform.tfstate", region: "us-east-1" },
    });
  });

  test("cloud names a workspace per stack and has no backend block", () => {
    const { network } = stacksWith(states.cloud);
    expect(network?.terraform.backend).toBeUndefined();
    expect(network?.terraform.cloud).toEqual({
      organization: "example",
      workspaces: { name: "test-network", project: "strata" },
    });
    expect(network?.data?.terraform_remote_state?.security).toEqual({
      backend: "remote",
      config: { organization: "example", workspaces: { name: "test-security" } },
    });
  });

  test("the manifest gives the cdktf CLI the order", () => {
    expect(stacksWith(states.cloud).dependencies).toEqual(["test-security"]);
  });

  test("switching the backend changes only backend and remote-state blocks", () => {
    const withoutState = (state: StateConfig) =>
      stacksWith(state).stacks.map(({ id, json }) => {
        const { backend: _, cloud: __, ...terraform } = json.terraform;
        const { terraform_remote_state: ___, ...data } = json.data ?? {};
        return [id, { ...json, terraform, data, "//": undefined }];
      });
    const [local, s3, cloud] = Object.values(states).map(withoutState);
    expect(s3).toEqual(local);
    expect(cloud).toEqual(local);
  });
});
