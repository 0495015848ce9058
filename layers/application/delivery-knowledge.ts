import { pascalCase } from "../../modules/identity/access";
import { knowledgeStep } from "../../modules/lake/zone-writers";
import { writeObjects } from "../../modules/storage/grants";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { pairs } from "./delivery-pairs";
import type { DeliveryFoundation, Steps } from "./delivery-steps";

/**
 * The step that fills the folders of knowledge bases whose files are in the repository. None in a recovery environment: S3
 * copies what the primary has.
 */
export function knowledgeOf({ site, environment, data, upstream }: DeliveryFoundation): Steps {
  const filled = Object.entries(environment.ai.bedrock.knowledgeBases).flatMap(([name, { files, zone, prefix }]) => {
    return files === undefined ? [] : [{ name, files, zone: partsOf(zone).name, prefix }];
  });
  if (upstream || filled.length === 0) return {};
  return {
    [knowledgeStep]: {
      does: "Makes folders that knowledge bases read equal to those of the commit.",
      script: "knowledge",
      timeoutMinutes: 30,
      variables: {
        FOLDERS: pairs(
          filled.map(({ files, zone, prefix }) => [files, `${entryOf(data.zoneBucketNames, zone)}/${prefix}`]),
        ),
      },
      statements: filled.flatMap(({ name, zone, prefix }) =>
        writeObjects(`KnowledgeOf${pascalCase(name)}`, {
          bucketArn: entryOf(data.zoneBucketArns, zone),
          kmsKeyArn: entryOf(data.zoneKeyArns, zone),
          prefix,
          region: site.region,
        }),
      ),
    },
  };
}
