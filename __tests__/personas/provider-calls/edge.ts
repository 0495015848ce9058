import type { TypeCalls } from "./type-calls";

const zone = () => ["arn:aws:route53:::hostedzone/Z1A2B", "arn:aws:route53:::change/C1A2B"];

/** What the provider calls for names, certificates and everything that requests pass before a service. */
export const edgeCalls: Readonly<Record<string, TypeCalls>> = {
  aws_route53_record: [
    {
      on: zone,
      read: "route53:GetHostedZone route53:ListResourceRecordSets route53:GetChange",
      change: "route53:ChangeResourceRecordSets",
    },
  ],
};
