import { evaluate } from "../../policies/access/evaluate";
import type { StackJson } from "../../synthesized/stack";
import { at } from "./synthesis";

export const account = "111122223333";
const header = "s3:x-amz-server-side-encryption";
const keyHeader = `${header}-aws-kms-key-id`;
const bucketArn = "arn:aws:s3:::bucket";

/** A call of S3 on the bucket: what differs from a clean upload by a role of the account over TLS 1.3. */
export interface Call {
  readonly action?: string;
  /** Name of the calling role. */
  readonly role?: string;
  readonly account?: string;
  /** Service that calls as itself, in place of a role. */
  readonly service?: string;
  /** The call has no signature. */
  readonly anonymous?: boolean;
  readonly key?: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Conditions of a call, by what they mean. */
export const sent = {
  plainHttp: { "aws:SecureTransport": "false" },
  tls11: { "s3:TlsVersion": "1.1" },
  sse: (algorithm: string) => ({ [header]: algorithm }),
  sseKms: (key: string) => ({ [header]: "aws:kms", [keyHeader]: key }),
  sseC: { [`${header}-customer-algorithm`]: "AES256" },
  from: (sourceArn: string) => ({ "aws:SourceAccount": account, "aws:SourceArn": sourceArn }),
};

/**
 * What S3 would answer to a caller whose own policies allow everything: "allowed", the Sid of the statements that turn
 * the call away, or "not allowed".
 */
export async function answer(json: StackJson, address: string, call: Call = {}): Promise<string> {
  const {
    action = "s3:PutObject",
    role = "strata-test-glue-etl",
    service,
    anonymous,
    key = "file",
    context = {},
  } = call;
  const policy = String(at(json, address).policy).replaceAll(`\${${bucketOf(address)}.arn}`, bucketArn);
  const caller = call.account ?? account;
  const onObject = /Object|Replicate/.test(action);
  const identity: Record<string, string> = service
    ? { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": service }
    : {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalAccount": caller,
        "aws:PrincipalArn": `arn:aws:iam::${caller}:role/${role}`,
      };
  const { allowed, analysis } = await evaluate(
    {
      request: {
        action,
        principal: service ?? `arn:aws:sts::${caller}:assumed-role/${role}/somebody`,
        resource: { resource: onObject ? `${bucketArn}/${key}` : bucketArn, accountId: account },
        contextVariables: { ...overTls, ...(anonymous ? {} : identity) },
      },
      identityPolicies: service ? [] : [{ name: "everything", policy: everything }],
      resourcePolicy: JSON.parse(policy),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    context,
  );
  if (allowed) return "allowed";
  const denials = analysis?.resourceAnalysis?.denyStatements ?? [];
  return denials.map(({ explain }) => explain.identifier).join(", ") || "not allowed";
}

const overTls = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };

const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
};

function bucketOf(address: string): string {
  return address.replace("aws_s3_bucket_policy", "aws_s3_bucket");
}
