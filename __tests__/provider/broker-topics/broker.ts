import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import envPaths from "env-paths";
import { execa } from "execa";
import { findOnPath } from "../../../commands/emulator/program";
import { freePort } from "../../support/free-port";

/** A Kafka on this machine that does not ask who connects. */
export interface Broker {
  /** Host name and port. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const pom = join(import.meta.dirname, "pom.xml");

/** Folder with the programs of Kafka: downloaded by Maven earlier, or now. */
async function programs(): Promise<string> {
  const version = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>(.*?)</.exec(readFileSync(pom, "utf8"))?.[1];
  const folder = join(envPaths("strata", { suffix: "" }).cache, `kafka-${version}`);
  // The mark is written last: a download that was cut short does not count.
  const mark = join(folder, "installed");
  if (!existsSync(mark)) {
    for (const program of ["java", "mvn"]) if (!findOnPath(program)) throw new Error(`There is no ${program} on PATH.`);
    await execa("mvn", ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${folder}`]);
    writeFileSync(mark, `${version}\n`);
  }
  return join(folder, "*");
}

/** Starts one. @param folder where it keeps its data */
async function startBroker(folder: string): Promise<Broker> {
  const classPath = await programs();
  const [port, controllerPort] = [await freePort(), await freePort()];
  const [address, controller] = [`127.0.0.1:${port}`, `127.0.0.1:${controllerPort}`];
  const settings = join(folder, "server.properties");
  writeFileSync(
    settings,
    [
      "process.roles=broker,controller",
      "node.id=1",
      `controller.quorum.voters=1@${controller}`,
      `listeners=PLAINTEXT://${address},CONTROLLER://${controller}`,
      "controller.listener.names=CONTROLLER",
      `log.dirs=${join(folder, "data")}`,
      // As MSK's brokers are set up.
      "auto.create.topics.enable=false",
      "",
    ].join("\n"),
  );
  const java = ["-Xmx512m", "-cp", classPath];
  await execa("java", [...java, "kafka.tools.StorageTool", "format", "-t", "strata-broker-of-tests", "-c", settings]);
  const server = execa("java", [...java, "kafka.Kafka", settings], { reject: false, all: true, stdin: "ignore" });
  return {
    address,
    stop: async () => {
      server.kill();
      await server;
    },
  };
}

/** The same, or undefined with a loud note. */
export async function brokerOrSkip(folder: string): Promise<Broker | undefined> {
  return startBroker(folder).catch((error: Error) => {
    console.warn(`SKIPPED, topics on a real Kafka need Java 17 and Maven. ${error.message}`);
    return undefined;
  });
}
