import type { SiteLocation } from "../../platform/site";
import { type PolicyStatement, throughService } from "../identity/policy-document";
import { sidOf } from "../identity/sid";

/** A table as its users know it, in the words of the data layer's contract. */
export interface GrantedTable {
  /** What the table holds, as in "sessions"; part of the statements' ids. */
  readonly purpose: string;
  readonly arn: string;
  readonly kmsKeyArn: string;
}

/** A table whose stream is read. */
export interface GrantedStream extends Omit<GrantedTable, "arn"> {
  readonly streamArn: string;
}

/** Read items, one by one, in queries and in scans, through the table and through each of its indexes. */
export function readItems(site: SiteLocation, table: GrantedTable): PolicyStatement[] {
  return [
    {
      sid: sidOf("ReadItemsOf", table.purpose),
      actions: [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
      ],
      resources: [table.arn, `${table.arn}/index/*`],
    },
    decrypt(site, sidOf("DecryptItemsOf", table.purpose), table.kmsKeyArn),
  ];
}

/** Put, change and delete items. Whoever reads them as well needs `readItems` beside it. */
export function writeItems(site: SiteLocation, table: GrantedTable): PolicyStatement[] {
  return [
    {
      sid: sidOf("WriteItemsOf", table.purpose),
      actions: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ],
      resources: table.arn,
    },
    {
      sid: sidOf("EncryptItemsOf", table.purpose),
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: table.kmsKeyArn,
      conditions: throughService(site.region, "dynamodb"),
    },
  ];
}

/** Follow the changes of items in the table's stream. */
export function readStream(site: SiteLocation, { purpose, streamArn, kmsKeyArn }: GrantedStream): PolicyStatement[] {
  return [
    {
      sid: sidOf("ReadStreamOf", purpose),
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: streamArn,
    },
    // Lambda asks for it before it reads a stream. It knows no resources.
    { sid: sidOf("FindStreamOf", purpose), actions: "dynamodb:ListStreams", resources: "*" },
    decrypt(site, sidOf("DecryptStreamOf", purpose), kmsKeyArn),
  ];
}

/** DynamoDB decrypts a table's key on behalf of whoever reads (DynamoDB developer guide, "Encryption at rest"). */
function decrypt({ region }: SiteLocation, sid: string, kmsKeyArn: string): PolicyStatement {
  return {
    sid,
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    resources: kmsKeyArn,
    conditions: throughService(region, "dynamodb"),
  };
}
