import { useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** A table, and the key of its items. */
export interface TableAccess {
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/** The stream of a table, and the key of its records. */
export interface StreamAccess {
  readonly streamArn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

const through = "dynamodb";
/** DynamoDB uses the key on behalf of its caller (DynamoDB developer guide, "Encryption at rest usage notes"). */
const reading = ["kms:Decrypt", "kms:DescribeKey"];
const writing = [...reading, "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * Reads items, one by one, in queries and in scans, through the table and through each of its indexes.
 * @param what what the table holds, in Pascal case, as in "Sessions"; part of the sids
 */
export function readItems(what: string, { arn, kmsKeyArn, region }: TableAccess): PolicyStatement[] {
  return [
    {
      sid: `ReadItemsOf${what}`,
      actions: [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
      ],
      resources: [arn, `${arn}/index/*`],
    },
    useKey({ sid: `DecryptItemsOf${what}`, actions: reading, keyArns: kmsKeyArn, region, through }),
  ];
}

/**
 * Puts, changes and deletes items. A role that also reads them needs `readItems` as well.
 * @param what what the table holds, in Pascal case, as in "Sessions"; part of the sids
 */
export function writeItems(what: string, { arn, kmsKeyArn, region }: TableAccess): PolicyStatement[] {
  return [
    {
      sid: `WriteItemsOf${what}`,
      actions: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ],
      resources: arn,
    },
    useKey({ sid: `EncryptItemsOf${what}`, actions: writing, keyArns: kmsKeyArn, region, through }),
  ];
}

/**
 * Follows the changes of items in the table's stream.
 * @param what what the table holds, in Pascal case, as in "Sessions"; part of the sids
 */
export function readStream(what: string, { streamArn, kmsKeyArn, region }: StreamAccess): PolicyStatement[] {
  return [
    {
      sid: `ReadStreamOf${what}`,
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: streamArn,
    },
    // Lambda asks for it before it reads a stream. It knows no resources.
    { sid: `FindStreamOf${what}`, actions: "dynamodb:ListStreams", resources: "*" },
    useKey({ sid: `DecryptStreamOf${what}`, actions: reading, keyArns: kmsKeyArn, region, through }),
  ];
}
