import { referencesIn, textsIn } from "../../synthesized/reference";
import { blocksByAddress } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";

/** Attributes of data sources that stay what they are, by type: a plan need not ask again. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  aws_availability_zone: ["id", "name", "zone_id"],
  aws_caller_identity: ["account_id"],
  aws_ec2_managed_prefix_list: ["arn", "id", "name"],
  aws_partition: ["dns_suffix", "partition"],
  aws_region: ["id", "name"],
};

/** Functions whose result is another one in each plan. */
const movingFunction = /(?<!\$)\$\{[^}]*\b(bcrypt|plantimestamp|timestamp|uuid)\(/;

/**
 * What in a stack can change its plan although neither its configuration nor its state changed: a data source, by its
 * address, or a function; undefined where nothing can.
 */
export function movingPart({ json }: Stack): string | undefined {
  const blocks = blocksByAddress(json);
  const texts = textsIn(json);
  const [, name] = texts.map((text) => movingFunction.exec(text)).find((match) => match !== null) ?? [];
  if (name !== undefined) return `${name}()`;
  const read = texts.flatMap(referencesIn).filter(({ address }) => blocks.has(address));
  return [...blocks.values()]
    .filter(({ type }) => type.startsWith("data.") && type !== "data.terraform_remote_state")
    .find(({ address, type }) => {
      const stays = fixed[type.slice("data.".length)];
      return !stays || read.some((one) => one.address === address && !stays.includes(one.attribute));
    })?.address;
}
