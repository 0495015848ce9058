import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";

const provider = { Federated: "arn:aws:iam::777788889999:saml-provider/people" };
const signIn = { Sid: "SignIn", Principal: provider, Action: "sts:AssumeRoleWithSAML" };
const withMfa = { ...signIn, Condition: { StringEquals: { "aws:RequestTag/mfa": "true" } } };
const persona = (name: string, changes: Block = {}) => ({
  [`aws_iam_role.${name}`]: {
    name: `strata-${name}`,
    path: "/personas/",
    max_session_duration: 14_400,
    assume_role_policy: policy(withMfa),
    ...changes,
  },
});
const grant = (Resource: string) => ({
  "aws_iam_policy.developer": { policy: policy({ Action: "sts:AssumeRole", Resource }) },
  "aws_iam_role_policy_attachment.developer": {
    role: "${aws_iam_role.developer.name}",
    policy_arn: "${aws_iam_policy.developer.arn}",
  },
});
const people = (resources: Readonly<Record<string, Block>>, stack = "prod-security"): FakeStacks => ({
  [stack]: { resources },
});

export const personas = casesOf("STRATA015", [
  {
    name: "no second factor in production",
    stacks: people(persona("developer", { assume_role_policy: policy(signIn) })),
    finds: ["SignIn asks for no second factor"],
  },
  {
    name: "a second factor only where the provider mentions it",
    stacks: people(
      persona("developer", {
        assume_role_policy: policy({
          ...signIn,
          Condition: { StringEqualsIfExists: { "aws:RequestTag/mfa": "true" } },
        }),
      }),
    ),
    finds: ["SignIn asks for no second factor"],
  },
  {
    name: "a session of a working day in production",
    stacks: people(persona("developer", { max_session_duration: 28_800 })),
    finds: ["sessions last 8 hours; tier production allows 4"],
  },
  {
    name: "trust in the account itself",
    stacks: people(
      persona("developer", {
        assume_role_policy: policy({ ...withMfa, Principal: { AWS: "arn:aws:iam::777788889999:root" } }),
      }),
    ),
    finds: ["trusts arn:aws:iam::777788889999:root"],
  },
  {
    name: "a developer who may become an operator",
    stacks: people({ ...persona("developer"), ...persona("operations"), ...grant("arn:aws:iam::*:role/*") }),
    finds: [
      "prod-security aws_iam_role.developer: may become arn:aws:iam::777788889999:role/personas/strata-operations",
    ],
  },
  {
    name: "personas apart from each other, and one in dev without a second factor",
    stacks: {
      ...people({
        ...persona("developer"),
        ...persona("operations", {
          assume_role_policy: policy({
            ...signIn,
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { "ForAnyValue:StringEquals": { "login.example.com:amr": "mfa" } },
          }),
        }),
        ...grant("arn:aws:iam::777788889999:role/strata-jobs"),
      }),
      ...people(
        persona("developer", { assume_role_policy: policy(signIn), max_session_duration: 43_200 }),
        "dev-security",
      ),
    },
    finds: [],
  },
]);
