import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Candidate, errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { usualAudience } from "../../modules/bedrock/audiences";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import type { AiEnvironment } from "./config";

function hasFiles(folder: string): boolean {
  try {
    return readdirSync(join(projectRoot(), folder), { recursive: true, withFileTypes: true }).some((one) =>
      one.isFile(),
    );
  } catch {
    return false;
  }
}

/** What is wrong with the files of a knowledge base; nothing where the delivery can put them there. */
function mistakeIn(
  { settings }: Candidate<AiEnvironment>,
  { files, audience, zone }: { readonly files: string; readonly audience?: string; readonly zone?: string },
) {
  if (!hasFiles(files)) {
    return { allowed: "a folder of the repository with files", fix: "Correct the path, or add the files." };
  }
  if ((audience ?? usualAudience) !== "everybody") {
    const why = "a file has no owner, so that no search finds it";
    return { allowed: "no files with the audience owner", why, fix: "Set audience: everybody, or remove the line." };
  }
  const type = zone === undefined ? undefined : settings.data?.lake?.zones?.[partsOf(zone).name]?.type;
  if (type !== undefined && type !== "processed") {
    const why = `a zone of type ${type} refuses what the delivery writes`;
    return {
      allowed: "no files outside of zones of type processed",
      why,
      fix: "Name another zone, or remove the line.",
    };
  }
  if (settings.application?.delivery?.engine === "none") {
    const why = "application.delivery.engine is none";
    return { allowed: "no files without a delivery", why, fix: "Name an engine, or remove the line." };
  }
  return undefined;
}

/** The delivery has files to put into the folder, may put them there, and people find them. */
export const filesAreDelivered: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.bedrock?.knowledgeBases).flatMap(([name, { files, audience, zone }]) => {
    const mistake = files === undefined ? undefined : mistakeIn(candidate, { files, audience, zone });
    return mistake ? [errorAt(candidate, ["ai", "bedrock", "knowledgeBases", name, "files"], mistake)] : [];
  }),
);
