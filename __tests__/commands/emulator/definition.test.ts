import { describe, expect, it } from "vitest";
import { loadEmulator, parseEmulator } from "../../../commands/emulator/definition";

describe("the definition of moto", () => {
  const moto = loadEmulator("moto");

  it("is pinned, on the loopback address", () => {
    expect(moto.install?.package).toMatch(/^moto\[server\]==\d+\.\d+\.\d+$/);
    expect(moto.command.join(" ")).toContain("-H 127.0.0.1");
  });

  it("lists each type once in the order of the alphabet, so that a double is seen", () => {
    const types = Object.keys(moto.unsupported);
    expect(types).toEqual([...types].sort());
    expect(types.length).toBeGreaterThan(100);
  });

  it("never applies what would break more than itself", () => {
    for (const type of [
      "aws_sfn_state_machine",
      "aws_api_gateway_rest_api_policy",
      "aws_kms_replica_key",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_inventory",
      "aws_s3_bucket_metric",
    ]) {
      expect(moto.unsupported, type).toHaveProperty(type);
    }
  });

  it("says no type applies with a difference that it does not apply at all", () => {
    const differing = moto.knownDifferences.flatMap(({ types }) => types);
    expect(differing.filter((type) => type in moto.unsupported)).toEqual([]);
  });

  it("says how long a type takes only where it applies it", () => {
    expect(Object.keys(moto.slow).filter((type) => type in moto.unsupported)).toEqual([]);
  });

  it("leaves out of plans only what it leaves out of applies", () => {
    expect(moto.unplannable.filter((type) => !(type in moto.unsupported))).toEqual([]);
  });
});

describe("loadEmulator", () => {
  it("names the emulators there are", () => {
    expect(() => loadEmulator("localstack")).toThrow(
      /no emulator "localstack".*moto.*commands\/emulator\/definitions/s,
    );
  });

  it("lists every error of a definition", () => {
    const text = `name: half\naccount: 12\nport: 80\ncommand: []\nhealth: nowhere`;
    expect(() => parseEmulator(text, "half.yaml")).toThrow(/half\.yaml.*account.*port.*command.*health.*terraform/s);
  });
});
