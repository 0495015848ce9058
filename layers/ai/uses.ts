import type { Kinds } from "../../modules/identity/access";
import { sendRecords } from "../../modules/streams/grants";
import { streamArn } from "../../modules/streams/stream-arn";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { securityOutputs } from "../security/outputs";

/** What a layer knows whose services and functions use what the ai layer offers. */
type AiUsers = Pick<Foundation, "site" | "upstream"> & {
  readonly security: ContractValues<typeof securityOutputs>;
};

/**
 * What using the offers of the `ai` section comes to. All of it follows from names: the application layer is applied
 * before this one.
 */
export function aiUses({ site, security, upstream }: AiUsers): Kinds {
  const { region, names } = site;
  const hasStreams = upstream?.strategy !== "backup-restore";
  return {
    streams: ({ name, what }) => {
      if (!hasStreams) return undefined;
      const access = { arn: streamArn(site, name), kmsKeyArn: security.streamsKeyArn, region };
      return {
        statements: sendRecords(what, access),
        variables: { NAME: names.of("kinesis-stream", name) },
        places: ["kinesis-streams"],
      };
    },
  };
}
