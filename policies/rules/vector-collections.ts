import type { Resource } from "../../synthesized/linked-stack";
import { areNeighbors, findingsOf, itemsOf, resourcesOf, valuesAt } from "../platform";
import { covers } from "../statements";
import type { Platform, Rule } from "../types";

/** A policy of OpenSearch Serverless as an object; nothing where it is no literal JSON. */
function documentOf({ block }: Resource): unknown {
  try {
    return JSON.parse(String(block.policy));
  } catch {
    return undefined;
  }
}

/** The parts of policies of a kind that speak of a collection. */
function partsAbout(platform: Platform, collection: Resource, kind: "encryption" | "network"): unknown[] {
  const name = `collection/${String(collection.block.name)}`;
  return resourcesOf(platform, "aws_opensearchserverless_security_policy")
    .filter((policy) => policy.block.type === kind && areNeighbors(policy, collection))
    .flatMap((policy) => itemsOf(documentOf(policy)))
    .filter((part) => valuesAt(part, "Rules.Resource").some((pattern) => covers(String(pattern), name)));
}

function errorsOf(platform: Platform, collection: Resource): string[] {
  const ownKey = partsAbout(platform, collection, "encryption").some((part) =>
    valuesAt(part, "KmsARN").some((arn) => arn !== ""),
  );
  const network = partsAbout(platform, collection, "network");
  const isPublic = network.some((part) => valuesAt(part, "AllowFromPublic")[0] !== false);
  return [
    ...(ownKey ? [] : ["no encryption policy gives it a key of the account"]),
    ...(network.length === 0 ? ["no network policy says who reaches it"] : []),
    ...(isPublic ? ["is reached from the internet"] : []),
  ];
}

export const vectorCollections: Rule = {
  id: "STRATA044",
  title: "A collection of OpenSearch Serverless has a key of the account and no public network",
  severity: "high",
  control: "Well-Architected SEC05-BP01, SEC08-BP02",
  cause: "Policies apply by name: a collection that none of them names is under a key of AWS, or open to the internet.",
  fix: "Build it with modules/bedrock/vector-collection.ts.",
  check: (platform) =>
    findingsOf(platform, "aws_opensearchserverless_collection", (collection) => errorsOf(platform, collection)),
};
