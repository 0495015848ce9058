// npm start: the whole platform on this machine, without an AWS account. Plain Node up to the point where the
// dependencies are there.
import { ensureDependencies } from "./install.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(
    `This is Node ${process.versions.node}; 20.11 or later is needed (nodejs.org, or your version manager).`,
  );
  process.exit(1);
}

console.log("Strata: checks and synthesizes every environment, then deploys dev to a local AWS emulator.\n");
ensureDependencies();
process.argv.splice(2, 0, "start");
await import("./launch.mjs");
