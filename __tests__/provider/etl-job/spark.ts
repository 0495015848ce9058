import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { coerce, satisfies } from "semver";
import { parse } from "yaml";
import { z } from "zod";
import { findOnPath, isProgram } from "../../../commands/emulator/program";
import { installedProgram, type PythonProgram } from "../../../commands/python-program";
import { UserError } from "../../../platform/errors";
import { projectRoot } from "../../../platform/root";

const schema = z.strictObject({
  package: z.string().regex(/^pyspark==\d+\.\d+\.\d+$/, "pyspark with its version, as in pyspark==3.5.4"),
  python: z.string(),
  java: z.string(),
  costs: z.string(),
});

/** Folder of the fixtures and the driver of the job's test. */
export const etlJobFolder = join(projectRoot(), "__tests__", "provider", "etl-job");

/** A local Spark. */
export interface Spark {
  /** Absolute path of the Python that has pyspark. */
  readonly python: string;
  /** Home of the Java that Spark runs on, or undefined where it is the one on PATH. */
  readonly javaHome: string | undefined;
}

/**
 * The Spark that pyspark.yaml pins: installed earlier, or now.
 * @param note called with progress, line by line
 * @throws UserError when there is no Java, or pyspark cannot be installed, with the command that helps
 */
async function findSpark(note: (text: string) => void): Promise<Spark> {
  const { java, ...python } = schema.parse(parse(readFileSync(join(etlJobFolder, "pyspark.yaml"), "utf8")));
  const javaHome = process.env.JAVA_HOME || undefined;
  await checkJava(java, javaHome);
  const wanted: PythonProgram = { ...python, name: "python", title: "pyspark" };
  return { python: await installedProgram(wanted, note), javaHome };
}

/** The same, or undefined with a loud note. @param what it is for, as in "the job" */
export async function sparkOrSkip(what = "this"): Promise<Spark | undefined> {
  return findSpark(() => {}).catch((error: Error) => {
    console.warn(`SKIPPED, ${what} needs Java 17 and pyspark. ${error.message}`);
    return undefined;
  });
}

async function checkJava(wanted: string, home: string | undefined): Promise<void> {
  const wayOut =
    "Get a JDK 17 (on Debian and Ubuntu: apt-get install openjdk-17-jre-headless), or set JAVA_HOME to one.";
  const program = home ? join(home, "bin", process.platform === "win32" ? "java.exe" : "java") : findOnPath("java");
  if (!program || !isProgram(program)) {
    throw new UserError(`There is no Java ${home ? `in JAVA_HOME (${home})` : "on PATH"}. ${wayOut}`);
  }
  const { all } = await execa(program, ["-version"], { reject: false, stdin: "ignore", all: true });
  const version = coerce(/version "([^"]+)"/.exec(all ?? "")?.[1]);
  if (!version || !satisfies(version, wanted)) {
    throw new UserError(`${program} is Java ${version ?? "of no version"}, and Spark wants ${wanted}. ${wayOut}`);
  }
}

/**
 * Runs a driver on Spark, with a folder to work in as its last argument, and returns the results that it prints.
 * @throws Error with the end of its output when it fails
 */
export async function resultsOnSpark<T>(spark: Spark, driver: string, ...args: string[]): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), "strata-test-"));
  try {
    const output = await runOnSpark(spark, driver, ...args, work);
    return JSON.parse(/^RESULTS (.*)$/m.exec(output)?.[1] ?? "null") as T;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Runs a Python program on Spark and returns what it printed. @throws with the end of its output when it fails */
export async function runOnSpark({ python, javaHome }: Spark, program: string, ...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await execa(python, [program, ...args], {
    reject: false,
    stdin: "ignore",
    env: {
      ...(javaHome && { JAVA_HOME: javaHome }),
      // A run is over before optimized code pays for its compilation.
      JAVA_TOOL_OPTIONS: "-XX:TieredStopAtLevel=1",
      PYTHONPATH: join(projectRoot(), "jobs"),
      PYTHONDONTWRITEBYTECODE: "1",
      PYSPARK_PYTHON: python,
      PYSPARK_DRIVER_PYTHON: python,
      // A machine whose own name has no address could not start Spark otherwise.
      SPARK_LOCAL_IP: "127.0.0.1",
      SPARK_HOME: undefined,
    },
    cwd: dirname(program),
  });
  if (exitCode !== 0)
    throw new Error(`${program} ended with ${exitCode}\n${stderr.slice(-4000)}\n${stdout.slice(-1000)}`);
  return stdout;
}
