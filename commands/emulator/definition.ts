import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../../platform/errors";
import { projectRoot } from "../../platform/root";

const terraformType = z.string().regex(/^(data\.)?[a-z0-9]+_[a-z0-9_]+$/, "a Terraform type, as in aws_kms_key");
const reason = z.string().min(8, "why, in a few words");
const texts = z.record(z.string(), z.string());

/** An emulator, as data: how to get and start it, which types it applies and what a second plan may show. */
export const emulatorSchema = z.strictObject({
  name: z.string(),
  /** The account that it answers for. */
  account: z.string().regex(/^\d{12}$/, "12 digits in quotes"),
  /** Default port on the loopback address. */
  port: z.int().min(1024).max(65535),
  /** Program and arguments; `{port}` becomes the port. The program is looked for on PATH. */
  command: z.array(z.string()).min(1),
  /** Variables the emulator starts with; `{project}` becomes the folder of the project. */
  environment: texts.default({}),
  /** Path that answers with success as soon as the emulator works. */
  health: z.string().startsWith("/"),
  /** Longest time from start to the first healthy answer. */
  startSeconds: z.int().positive(),
  /** How to install it where it is not on PATH: a Python package, into its own virtual environment. */
  install: z
    .strictObject({
      package: z.string().regex(/==/, "a package with a pinned version, as in moto[server]==5.2.1"),
      /** Versions of Python it runs on. */
      python: z.string(),
      /** What an installation costs, for the message that announces it. */
      costs: z.string(),
    })
    .optional(),
  /** What Terraform needs to reach it; `{endpoint}` becomes its URL. */
  terraform: z.strictObject({
    environment: texts,
    /** Arguments of every provider block. */
    provider: z.record(z.string(), z.unknown()),
    /** Arguments of the s3 backend and of its readers. */
    backend: z.record(z.string(), z.unknown()),
  }),
  /** Types that are planned and never applied, each with its reason. Data sources with `data.` before the type. */
  unsupported: z.record(terraformType, reason),
  /** Unsupported types whose planning alone fails. */
  unplannable: z.array(terraformType).default([]),
  /** Types that it does not apply where an attribute or block is set. */
  unsupportedWith: z.array(z.strictObject({ type: terraformType, attribute: z.string(), reason })).default([]),
  /**
   * Types that take long on any emulator, because the provider waits by itself. `npm start` plans them without applying
   * them; `npm start -- --full`, `strata deploy` and the tests apply them.
   */
  slow: z
    .record(
      terraformType,
      z.strictObject({
        /** Time from the first call to the end of the creation, on an emulator that answers at once. */
        seconds: z.int().positive(),
        reason,
      }),
    )
    .default({}),
  /** Arguments placed on every resource of a type, so that it applies. */
  arguments: z.record(terraformType, z.record(z.string(), z.unknown())).default({}),
  /** Top-level attributes that a second plan may still want to change. */
  knownDifferences: z
    .array(z.strictObject({ reason, attributes: z.array(z.string()).min(1), types: z.array(terraformType).min(1) }))
    .default([]),
});

export type Emulator = z.infer<typeof emulatorSchema>;

function definitionsFolder(): string {
  return join(projectRoot(), "commands", "emulator", "definitions");
}

/**
 * The emulator that STRATA_EMULATOR names; moto by default.
 * @throws UserError when there is no such definition, or its file is wrong
 */
export function loadEmulator(name: string = process.env.STRATA_EMULATOR || "moto"): Emulator {
  const file = join(definitionsFolder(), `${name}.yaml`);
  if (!existsSync(file)) {
    const known = readdirSync(definitionsFolder()).map((entry) => entry.replace(/\.yaml$/, ""));
    throw new UserError(
      `There is no emulator "${name}". There are: ${known.join(", ")}. ` +
        "Name one of them in STRATA_EMULATOR, or add its definition to commands/emulator/definitions/.",
    );
  }
  return parseEmulator(readFileSync(file, "utf8"), file);
}

/** Reads a definition. @throws UserError that lists every error */
export function parseEmulator(text: string, file: string): Emulator {
  const result = emulatorSchema.safeParse(parse(text));
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`);
  throw new UserError(`${file} does not define an emulator:\n${errors.join("\n")}`);
}
