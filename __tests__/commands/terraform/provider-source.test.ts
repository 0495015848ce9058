import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { providerSource } from "../../../commands/terraform/provider-source";
import { temporaryFolder } from "../../support/temporary";
import { packedMirror, unpackedMirror, withEnvironment, write } from "./fakes";

const nothing: string[] = [];

it("leaves the user's own configuration alone, wherever it is kept", () => {
  const home = temporaryFolder();
  const named = write(join(temporaryFolder(), "my.tfrc"), "provider_installation {}");
  withEnvironment({ HOME: home, TF_CLI_CONFIG_FILE: named, STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()) });
  expect(providerSource(nothing)).toMatchObject({ note: expect.stringContaining(named), env: {}, cached: false });
  expect(providerSource(nothing).advice).toContain("TF_CLI_CONFIG_FILE");

  const usual = write(join(home, ".terraformrc"), 'plugin_cache_dir = "/somewhere"');
  withEnvironment({ HOME: home, TF_CLI_CONFIG_FILE: join(home, "missing") });
  expect(providerSource(nothing)).toMatchObject({ note: expect.stringContaining(usual), env: {}, cached: true });
});

it("adds its cache to a configuration that says nothing of providers", () => {
  const home = temporaryFolder();
  write(join(home, ".terraform.d/other.tfrc"), "disable_checkpoint = true");
  withEnvironment({ HOME: home });
  expect(providerSource(nothing).env).toEqual({ TF_PLUGIN_CACHE_DIR: expect.stringContaining("strata") });
});

it("takes the named mirror, and the rest from where it comes from", () => {
  const mirror = unpackedMirror(temporaryFolder());
  withEnvironment({ STRATA_PROVIDER_MIRROR: mirror });
  const { note, env, cached, advice } = providerSource(nothing);
  expect(advice).toContain("STRATA_PROVIDER_MIRROR");
  expect(note).toContain(mirror);
  expect(cached).toBe(false);
  const config = readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8");
  expect(config).toContain(`path    = "${mirror}"`);
  expect(config).toMatch(/direct \{\s+exclude = \["hashicorp\/aws"\]/);
});

it("refuses a named mirror without the provider, and says how to fill it", () => {
  const empty = temporaryFolder();
  withEnvironment({ STRATA_PROVIDER_MIRROR: empty });
  expect(() => providerSource(nothing)).toThrow(`STRATA_PROVIDER_MIRROR names ${empty}`);
  expect(() => providerSource(nothing)).toThrow(`terraform providers mirror ${empty}`);
});

it("leaves the folders that Terraform knows to Terraform", () => {
  const home = temporaryFolder();
  unpackedMirror(join(home, ".terraform.d/plugins"));
  withEnvironment({ HOME: home });
  expect(providerSource(nothing)).toMatchObject({ note: expect.stringContaining(home), env: {}, cached: false });
});

it("unpacks a packed mirror once, through a cache", () => {
  const shared = temporaryFolder();
  packedMirror(join(shared, "terraform/mirror"));
  withEnvironment({ TF_PLUGIN_CACHE_DIR: "/kept/by/user" });
  const source = providerSource([shared]);
  expect(source).toMatchObject({ note: expect.stringContaining(join(shared, "terraform/mirror")), cached: true });
  expect(source.env).toEqual({ TF_CLI_CONFIG_FILE: expect.any(String), TF_PLUGIN_CACHE_DIR: "/kept/by/user" });
});

it("falls back on the registry and lists what it looked at", () => {
  withEnvironment({});
  const source = providerSource([join(temporaryFolder(), "missing")]);
  expect(source.note).toContain("registry");
  expect(source.tried.join("; ")).toMatch(/STRATA_PROVIDER_MIRROR.*plugin folders.*missing.*registry/);
  expect(source.cached).toBe(true);
});

it("hands on the tokens of `terraform login` when its configuration hides them", () => {
  const home = temporaryFolder();
  const credentials = { credentials: { "my-app.example.com": { token: "secret" } } };
  write(join(home, ".terraform.d/credentials.tfrc.json"), JSON.stringify(credentials));
  withEnvironment({ HOME: home, STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()) });
  expect(providerSource(nothing).env).toMatchObject({ TF_TOKEN_my__app_example_com: "secret" });
});
