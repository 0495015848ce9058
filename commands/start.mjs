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

console.log("Strata checks and synthesizes every environment, then deploys dev to a local AWS emulator.");
console.log(
  process.argv.includes("--full")
    ? "With --full that takes about 8 minutes: it also applies what the AWS provider waits minutes for.\n"
    : "That takes about 5 minutes, and a minute or two more the first time. Resources that the AWS provider waits\n" +
        "minutes for are planned, not applied; `npm start -- --full` applies them too.\n",
);
ensureDependencies();
process.argv.splice(2, 0, "start");
await import("./launch.mjs");
