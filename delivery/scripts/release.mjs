// release.mjs <environment> <folder>: what a delivery deploys to an environment, from its synthesized layers.
//   manifests/  as they are, with placeholders
//   functions   a line for each: name, and the SHA-256 of its package as Lambda tells it
//   charts      a line for each: name, namespace, repository, version
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";

const [environment, folder] = process.argv.slice(2);
if (!environment || !folder) throw new Error("Usage: node delivery/scripts/release.mjs <environment> <folder>");

const assetsOf = (layer) =>
  join(process.env.CDKTF_OUTDIR ?? "cdktf.out", "stacks", `${environment}-${layer}`, "assets");
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "manifests"), { recursive: true });

const write = (file, lines) => writeFileSync(join(folder, file), lines.map((line) => `${line}\n`).join(""));

const layers = ["application", "ai"].map(assetsOf);
const manifests = join(assetsOf("application"), "manifests");
for (const found of layers.map((assets) => join(assets, "manifests")).filter(existsSync)) {
  cpSync(found, join(folder, "manifests"), { recursive: true });
}

const packages = layers
  .filter(existsSync)
  .flatMap((assets) => readdirSync(assets).map((file) => join(assets, file)))
  .filter((file) => file.endsWith(".zip"));
const sum = (file) => createHash("sha256").update(readFileSync(file)).digest("base64");
write("functions", packages.map((file) => `${basename(file, ".zip")} ${sum(file)}`).sort());

const helmfile = join(manifests, "helm", "helmfile.yaml");
const { repositories, releases } = existsSync(helmfile)
  ? parse(readFileSync(helmfile, "utf8"))
  : { repositories: [], releases: [] };
const urls = new Map(repositories.map(({ name, url }) => [name, url]));
write(
  "charts",
  releases.map(
    ({ name, namespace, chart, version }) => `${name} ${namespace} ${urls.get(chart.split("/")[0])} ${version}`,
  ),
);
