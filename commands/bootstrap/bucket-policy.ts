interface Statement {
  readonly Sid?: string;
  readonly [part: string]: unknown;
}

interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/**
 * The policy of a state bucket: its statements, and those that refuse connections without TLS 1.2.
 * @param current the bucket's policy as JSON, if it has one; what others wrote there stays
 */
export function withOwnStatements(
  current: string | undefined,
  bucket: string,
): { readonly document: string; readonly changed: boolean } {
  const found: Document = current ? (JSON.parse(current) as Document) : { Version: "2012-10-17", Statement: [] };
  const own = ownStatements(bucket);
  const others = found.Statement.filter(({ Sid }) => !own.some((statement) => statement.Sid === Sid));
  const document = { ...found, Statement: [...others, ...own] };
  const isThere = (wanted: Statement) =>
    found.Statement.some((statement) => JSON.stringify(sorted(statement)) === JSON.stringify(sorted(wanted)));
  return { document: JSON.stringify(document), changed: !own.every(isThere) };
}

function ownStatements(bucket: string): Statement[] {
  const refuse = (Sid: string, Condition: unknown): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition,
  });
  return [
    refuse("RefuseWithoutTls", { Bool: { "aws:SecureTransport": "false" } }),
    refuse("RefuseOldTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  ];
}

/** S3 returns the parts of a statement in another order. */
function sorted(statement: Statement): unknown {
  return Object.entries(statement).sort(([a], [b]) => (a < b ? -1 : 1));
}
